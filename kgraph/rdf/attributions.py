"""The attributions of an article, each with what the corpus makes of it.

Most have one speaker, one claim and one span to a role, and differ in little else. So they are
written by templates, one for each choice of type, modality ... and of the fields that are there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.edge_types import edge_type_named
from kgraph.rdf import columns
from kgraph.rdf.columns import encode, merged, order_note, single_terms
from kgraph.rdf.templates import GAP, Resource, Syntax, template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kgraph.model import Reading
    from kgraph.rdf.columns import Properties
    from kgraph.rdf.words import Source

_OPEN = frozenset(
    {
        "prov:wasAttributedTo",
        "prov:wasQuotedFrom",
        "kg:evidence",
        *columns.STANCE_PROPERTY.values(),
        *columns.ATTRIBUTION.open_properties,
        *columns.READING.open_properties,
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
    templates: dict[object, str]

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
        said = single_terms(reading.attribution, columns.ATTRIBUTION, here)
        read = single_terms(reading, columns.READING, here)
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
            gaps = [
                (name, [GAP] * len(values) if name in _OPEN else values)
                for name, values in self._properties(reading, evidence)
            ]
            found = self.templates[shape] = template(syntax, gaps)
        return found % (*terms, *said[1], *read[1])

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
