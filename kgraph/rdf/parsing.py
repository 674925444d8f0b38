"""RDF text or files -> what is said of each IRI. One of the owners of pyoxigraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.errors import BrokenFileError
from kgraph.rdf.kinds import Iri

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    import pyoxigraph as ox

    from kgraph.rdf.writing import Form

Read = dict[str, dict[str, list[str]]]
"""By the IRI of the subject, then of the property: the values, IRIs as ``Iri``."""


def parse(source: bytes | IO[bytes], form: Form) -> Read:
    """Return what a document says of each IRI, of all its graphs together.

    Blank nodes and the triple terms of RDF 1.2 are passed over: kgraph writes none that it needs.

    Raises:
        BrokenFileError: If the document does not follow the grammar of its form.
        OSError: If the stream cannot be read.
    """
    import pyoxigraph as ox  # here, as it is heavy and ``import kgraph`` must not load it

    found: Read = {}
    iri = ox.NamedNode
    for quad in quads_of(source, form):
        subject, value = quad.subject, quad.object
        if isinstance(subject, iri) and isinstance(value, (iri, ox.Literal)):
            node = Iri(value.value) if isinstance(value, iri) else value.value
            about = found.setdefault(subject.value, {})
            about.setdefault(quad.predicate.value, []).append(node)
    return found


def quads_of(source: bytes | IO[bytes], form: Form) -> Iterator[ox.Quad]:
    """Yield the quads of a document.

    Raises:
        BrokenFileError: If the document does not follow the grammar of its form.
        OSError: If the stream cannot be read.
    """
    import pyoxigraph as ox

    media = {
        "turtle": ox.RdfFormat.TURTLE,
        "trig": ox.RdfFormat.TRIG,
        "nquads": ox.RdfFormat.N_QUADS,
        "ntriples": ox.RdfFormat.N_TRIPLES,
        "jsonld": ox.RdfFormat.JSON_LD,
    }
    try:
        yield from ox.parse(source, format=media[form])
    except (SyntaxError, ValueError) as error:
        raise BrokenFileError(f"no {form} that can be read: {error}") from error
