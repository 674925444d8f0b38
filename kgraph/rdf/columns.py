"""Which property carries which field of a noun: one table for all writers and readers.

A new field of a noun is one line here and one term in ``data/vocabulary.ttl``.
"""

from __future__ import annotations

import dataclasses
import operator
from dataclasses import dataclass
from decimal import InvalidOperation
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from kgraph.errors import BrokenFileError
from kgraph.model import Actor, Article, Attribution, Claim, Event, Mention, Reading
from kgraph.rdf.kinds import (
    COUNT,
    DAY,
    EDGE_TYPE,
    FLAG,
    HTTP,
    NOUN,
    NUMBER,
    RANGE,
    SPAN,
    TEXT,
    Here,
    Kind,
    There,
    concept,
)
from kgraph.rdf.terms import full, is_unfit, string

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kgraph.model import Stance


@dataclass(frozen=True, slots=True)
class Column:
    """The property of one field.

    Attributes:
        field: Name of the field.
        property: Prefixed name.
        kind: What its values are.
        many: Whether the field is a tuple of values.
        needed: Whether there must be a value.
    """

    field: str
    property: str
    kind: Kind
    many: bool
    needed: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """The properties of a class of nouns, in the order in which they are written."""

    columns: tuple[Column, ...]
    values: Callable[[Any], tuple[Any, ...]]
    writers: tuple[tuple[str, bool, Callable[[Any, Here], str], Callable[[str], bool] | None], ...]


Properties = list[tuple[str, list[str]]]


def encode(noun: object, columns: Columns, here: Here) -> Properties:
    """Return the properties of a noun, each with its terms in order; empty ones are left out.

    RDF has sets of values and cannot carry every character, so what would be lost is noted: the
    order of values by ``kg:order``, replaced characters by ``kg:replaced``.
    """
    found: Properties = []
    notes: Properties = []
    for (name, many, to_term, changed), value in zip(
        columns.writers, columns.values(noun), strict=True
    ):
        if value is None or value == ():
            continue
        values = value if many else (value,)
        terms = [to_term(item, here) for item in values]
        if changed is not None and any(map(changed, values)):
            notes += [("kg:replaced", [replaced_note(name, item)]) for item in values]
        if len(terms) > 1:
            notes += order_note(name, values)
            terms = sorted(set(terms))
        found.append((name, terms))
    return found + notes


def encode_texts(texts: Mapping[str, str]) -> Properties:
    """Return properties with one text each; empty ones are left out."""
    found = [(name, [string(text)]) for name, text in texts.items() if text]
    for name, text in texts.items():
        if is_unfit(text):
            found.append(("kg:replaced", [replaced_note(name, text)]))
    return found


def order_note(name: str, values: Sequence[Any]) -> Properties:
    """Return a note on the order of values; none if it is their natural order."""
    natural = sorted(set(values))
    if list(values) == natural:
        return []
    return [("kg:order", [string(" ".join([name, *(str(natural.index(v)) for v in values)]))])]


def replaced_note(name: str, text: str) -> str:
    """Return a note on what a value was before characters were replaced."""
    return string(f"{name} {quote(text, safe='', errors='surrogatepass')}")


def merged(properties: Properties) -> Properties:
    """Return the properties with the notes of each sort together."""
    if not any(name in _NOTES for name, _ in properties):
        return properties
    notes: dict[str, set[str]] = {}
    for name, terms in properties:
        if name in _NOTES:
            notes.setdefault(name, set()).update(terms)
    others = [pair for pair in properties if pair[0] not in _NOTES]
    return others + [(name, sorted(notes[name])) for name in sorted(notes)]


_NOTES = frozenset({"kg:order", "kg:replaced"})


def decode(
    read: Mapping[str, Sequence[str]], columns: Columns, there: There, *, where: str
) -> dict[str, Any]:
    """Return the fields of a noun from what was read about it, by the full IRI of the property.

    Args:
        read: Values of its properties.
        columns: Those of the noun's class.
        there: What the values are relative to.
        where: What to call the noun in messages.

    Raises:
        BrokenFileError: If a value is missing, one too many, or not of its kind.
    """
    fields: dict[str, Any] = {}
    originals = _replaced(read)
    for column in columns.columns:
        found = originals.get(column.property) or read.get(full(column.property), ())
        label = f"{where}: {column.property}"
        try:
            values = [column.kind.to_value(node, there) for node in found]
        except (ValueError, LookupError, InvalidOperation) as error:
            raise BrokenFileError(f"{label} is wrong ({error})") from error
        values = [value for value in values if value is not None]
        if column.many:
            fields[column.field] = in_order(column.property, values, read, where=where)
        elif len(set(values)) > 1:
            raise BrokenFileError(f"{label} has {len(set(values))} values, not one")
        elif values:
            fields[column.field] = values[0]
        elif column.needed:
            raise BrokenFileError(f"{label} is missing")
    return fields


def in_order(
    name: str, values: Sequence[Any], read: Mapping[str, Sequence[str]], *, where: str
) -> tuple[Any, ...]:
    """Return values in the order that is noted, else in their natural one."""
    natural = sorted(set(values))
    for note in read.get(full("kg:order"), ()):
        about, *places = note.split(" ")
        if about == name:
            try:
                return tuple(natural[int(at)] for at in places)
            except (ValueError, IndexError) as error:
                raise BrokenFileError(f"{where}: kg:order {note!r} does not fit") from error
    return tuple(natural)


def original(read: Mapping[str, Sequence[str]], name: str) -> str | None:
    """Return the text of a property that has one, as it was before characters were replaced."""
    found = _replaced(read).get(name) or read.get(full(name), ())
    return found[0] if found else None


def _replaced(read: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the original values of properties with characters that had to be replaced."""
    found: dict[str, list[str]] = {}
    for note in read.get(full("kg:replaced"), ()):
        name, _, original = note.partition(" ")
        found.setdefault(name, []).append(unquote(original, errors="surrogatepass"))
    return found


# --- the table ---------------------------------------------------------------------------------

ACTOR_CLASS = {
    "person": "kg:Person",
    "government": "kg:Government",
    "organisation": "kg:Organisation",
    "outlet": "kg:Outlet",
    "group": "kg:Group",
    "anonymous": "kg:AnonymousSource",
}
STANCE_PROPERTY: dict[Stance, str] = {
    "for": "kg:putsForward",
    "against": "kg:opposes",
    "open": "kg:weighs",
}
FORM = {"direct": "kg:direct", "indirect": "kg:indirect", "mixed": "kg:mixed"}
MODALITY = {"certain": "kg:certain", "probable": "kg:probable", "possible": "kg:possible"}
LIKELIHOOD = {
    "almost-no-chance": "kg:almostNoChance",
    "very-unlikely": "kg:veryUnlikely",
    "unlikely": "kg:unlikely",
    "roughly-even-chance": "kg:roughlyEvenChance",
    "likely": "kg:likely",
    "very-likely": "kg:veryLikely",
    "almost-certain": "kg:almostCertain",
}
CONFIDENCE = {
    "low": "kg:lowConfidence",
    "moderate": "kg:moderateConfidence",
    "high": "kg:highConfidence",
}


def _columns(noun: type, **fields: tuple[str, Kind]) -> Columns:
    known = {field.name: field for field in dataclasses.fields(noun)}
    columns = tuple(
        Column(
            name,
            property_,
            kind,
            many=known[name].default == (),
            needed=known[name].default is dataclasses.MISSING,
        )
        for name, (property_, kind) in fields.items()
    )
    return Columns(
        columns,
        operator.attrgetter(*fields),
        tuple((c.property, c.many, c.kind.to_term, c.kind.changed) for c in columns),
    )


ARTICLE = _columns(
    Article,
    id=("dcterms:identifier", TEXT),
    title=("schema:headline", TEXT),
    outlet=("schema:publisher", TEXT),
    author=("schema:author", TEXT),
    published=("schema:datePublished", DAY),
    language=("schema:inLanguage", TEXT),
    url=("schema:url", TEXT),  # a literal: a link found on the way need not be a valid IRI
    boilerplate=("kg:boilerplate", RANGE),
)
ACTOR = _columns(
    Actor,
    kind=("rdf:type", concept(ACTOR_CLASS)),
    name=("rdfs:label", TEXT),
    aliases=("skos:altLabel", TEXT),
    role=("kg:role", TEXT),
    affiliation=("kg:speaksFor", NOUN),
    same_as=("owl:sameAs", HTTP),
    number=("kg:number", COUNT),
    anonymity=("kg:anonymity", TEXT),
)
EVENT = _columns(
    Event,
    label=("rdfs:label", TEXT),
    kind=("kg:eventKind", TEXT),
    place=("kg:place", TEXT),
    date=("sem:hasTimeStamp", DAY),
)
CLAIM = _columns(
    Claim,
    label=("rdfs:label", TEXT),
    agent=("kg:agent", NOUN),
    act=("kg:act", TEXT),
    object=("kg:object", TEXT),
    event=("kg:event", NOUN),
)
READING = _columns(
    Reading,
    speakers=("kg:speaker", NOUN),
    targets=("kg:target", NOUN),
    reported_via=("kg:reportedVia", NOUN),
    answers=("kg:answers", NOUN),
    hearsay=("kg:hearsay", FLAG),
)
ATTRIBUTION = _columns(
    Attribution,
    edge_type=("kg:edgeType", EDGE_TYPE),
    within=("kg:within", NOUN),
    negated=("kg:negated", FLAG),
    narrated=("kg:narrated", FLAG),
    form=("kg:form", concept(FORM)),
    modality=("kg:modality", concept(MODALITY)),
    likelihood=("kg:likelihood", concept(LIKELIHOOD)),
    analytic_confidence=("kg:analyticConfidence", concept(CONFIDENCE)),
    said_on=("kg:saidOn", DAY),
    score=("kg:score", NUMBER),
    source=("kg:sourceSpan", SPAN),
    cue=("kg:cueSpan", SPAN),
    content=("kg:contentSpan", SPAN),
    target=("kg:targetSpan", SPAN),
    reported_via=("kg:reportedViaSpan", SPAN),
)
MENTION = _columns(
    Mention,
    span=("kg:mentionSpan", SPAN),
    actor=("kg:means", NOUN),
    rules=("kg:rule", TEXT),
)
BY_HAND: Mapping[type, frozenset[str]] = {
    Article: frozenset({"text", "full_sha256"}),
    Actor: frozenset({"id"}),
    Event: frozenset({"id"}),
    Claim: frozenset({"id"}),
    Reading: frozenset({"attribution", "claims"}),
    Attribution: frozenset({"id", "article"}),
    Mention: frozenset({"id", "article"}),
}
"""Fields that have no line of their own: they are the IRI, or stand in several properties."""

COLUMNS: Mapping[type, Columns] = {
    Article: ARTICLE,
    Actor: ACTOR,
    Event: EVENT,
    Claim: CLAIM,
    Reading: READING,
    Attribution: ATTRIBUTION,
    Mention: MENTION,
}
