"""The attributions of an article, each with what the corpus makes of it.

Most have one speaker, one claim and one span to a role, and differ in little else. So they are
written by templates, one for each choice of type, modality ... and of the fields that are there.
"""

from __future__ import annotations

import itertools
import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.edge_types import edge_type_named
from kgraph.rdf import columns
from kgraph.rdf.columns import encode, merged, order_note
from kgraph.rdf.templates import Resource, Syntax, Template, gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kgraph.model import Reading
    from kgraph.rdf.columns import Column, Properties
    from kgraph.rdf.kinds import Here
    from kgraph.rdf.words import Source


class _Singles:
    """What ``encode`` gives for nouns of a class that have one value to a field at most.

    No field of the class may be a text.
    """

    def __init__(self, known: Iterable[Column]) -> None:
        """Part the fields into those with few values, the same in all graphs, and the others."""
        few = [column for column in known if column.kind.few]
        self.others = [column for column in known if not column.kind.few]
        self._few = operator.attrgetter(*(column.field for column in few))
        self._values = operator.attrgetter(*(column.field for column in self.others))
        self._kinds = [(column.many, column.kind.to_term) for column in self.others]

    def terms(self, noun: object, here: Here) -> tuple[object, list[str]] | None:
        """Return the terms of the others, and what all else follows from; else None.

        Nouns for which that is equal have the same properties, but for those terms.
        """
        terms: list[str] = []
        shape = 0  # a bit for each of the others, whether it has a value
        for (many, to_term), value in zip(self._kinds, self._values(noun), strict=True):
            shape <<= 1
            if value is None or value == ():
                continue
            if many and len(value) > 1:
                return None
            shape += 1
            terms.append(to_term(value[0] if many else value, here))
        return (self._few(noun), shape), terms


_SAID, _READ = _Singles(columns.ATTRIBUTION.columns), _Singles(columns.READING.columns)
_OPEN = frozenset(
    {
        "prov:wasAttributedTo",
        "prov:wasQuotedFrom",
        "kg:evidence",
        *columns.STANCE_PROPERTY.values(),
        *(column.property for column in (*_SAID.others, *_READ.others)),
    }
)
"""Properties whose terms are gaps in a template."""


@dataclass(frozen=True, slots=True)
class Attributions:
    """The readings of one article.

    Attributes:
        source: The article.
        readings: Its readings, in order, with the offsets of their evidence.
        reified: The triples that each reifies, by its id; none in RDF 1.1.
        templates: Those made so far, for all articles.
    """

    source: Source
    readings: Iterable[tuple[Reading, tuple[int, int]]]
    reified: Mapping[str, list[str]]
    templates: dict[object, Template]

    def resources(self) -> Iterator[Resource]:
        """Yield each attribution."""
        for reading, evidence in self.readings:
            properties = self._properties(reading, evidence)
            yield Resource(self.source.here.terms.noun(reading.id), merged(properties))

    def rendered(self, syntax: Syntax) -> Iterator[str]:
        """Yield the text of each attribution."""
        noun = self.source.here.terms.noun
        for reading, evidence in self.readings:
            yield syntax.whole(noun(reading.id), self._body(reading, evidence, syntax))

    def _body(self, reading: Reading, evidence: tuple[int, int], syntax: Syntax) -> str:
        here = self.source.here
        said, read = _SAID.terms(reading.attribution, here), _READ.terms(reading, here)
        if said is None or read is None or len(reading.claims) > 1 or reading.id in self.reified:
            return syntax.body(merged(self._properties(reading, evidence)))
        terms = [self.source.term, f"{here.article}#char={evidence[0]},{evidence[1]}>"]
        if _is_said(reading):
            terms.insert(0, here.terms.noun(reading.speakers[0]))
        stance = None
        if reading.claims:
            claim, stance = reading.claims[0]
            terms.append(here.terms.noun(claim))
        shape = (syntax.body, said[0], read[0], stance)
        found = self.templates.get(shape)
        if found is None:
            gaps = map(gap, itertools.count())
            properties = [
                (name, [next(gaps) for _ in values] if name in _OPEN else values)
                for name, values in self._properties(reading, evidence)
            ]
            found = self.templates[shape] = Template(syntax.body(properties))
        return found.filled((*terms, *said[1], *read[1]))

    def _properties(self, reading: Reading, evidence: tuple[int, int]) -> Properties:
        """Return the properties of a reading.

        Of an act that is negated or hearsay, neither the class nor PROV says that it took place:
        a reader who knows nothing of ``kg:negated`` must not be misled.
        """
        here, terms = self.source.here, self.source.here.terms
        types = [terms.named("kg:Attribution")]
        if reading.plain:
            rdf_class = edge_type_named(str(reading.edge_type)).rdf_class
            types.insert(0, terms.named(f"kg:{rdf_class}"))
        properties: Properties = [("rdf:type", types)]
        if _is_said(reading):
            speakers = sorted(set(map(terms.noun, reading.speakers)))
            properties.append(("prov:wasAttributedTo", speakers))
        properties.append(("prov:wasQuotedFrom", [self.source.term]))
        start, end = evidence
        properties.append(("kg:evidence", [f"{here.article}#char={start},{end}>"]))
        if reading.id in self.reified:
            properties.append(("rdf:reifies", self.reified[reading.id]))
        properties += self._claims(reading)
        properties += encode(reading.attribution, columns.ATTRIBUTION, here)
        return properties + encode(reading, columns.READING, here)

    def _claims(self, reading: Reading) -> Properties:
        """Return the claims by stance."""
        noun = self.source.here.terms.noun
        found: Properties = []
        for stance, name in columns.STANCE_PROPERTY.items():
            if claims := {claim for claim, side in reading.claims if side == stance}:
                found.append((name, sorted(map(noun, claims))))
        return found + order_note("kg:concerns", reading.claims)


def _is_said(reading: Reading) -> bool:
    """Return whether PROV says who spoke."""
    return bool(reading.speakers) and not reading.attribution.negated and not reading.hearsay
