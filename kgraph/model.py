"""The nouns: frozen values that the stages hand to one another. Standard library only."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - dataclass fields are read at run time by the lossless form
import hashlib
from dataclasses import dataclass
from typing import Literal

from kgraph.cards import Card
from kgraph.errors import SpanError
from kgraph.ids import stable_hash

Form = Literal["direct", "indirect", "mixed"]
Stance = Literal["for", "against", "open"]
ActorKind = Literal["person", "government", "organisation", "outlet", "group", "anonymous"]
Anonymity = Literal["familiar", "unauthorised", "unnamed"]
Modality = Literal["certain", "probable", "possible"]
Confidence = Literal["low", "moderate", "high"]
Likelihood = Literal[
    "almost-no-chance",
    "very-unlikely",
    "unlikely",
    "roughly-even-chance",
    "likely",
    "very-likely",
    "almost-certain",
]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class TextSpan:
    """A stretch of an article's text: half-open Unicode code-point offsets, and the words."""

    article: str
    start: int
    end: int
    text: str

    def __str__(self) -> str:
        """Return the words."""
        return self.text

    def overlaps(self, other: TextSpan) -> bool:
        """Return whether both, of one article, have a character in common."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Card):
    """One text with its metadata. The text is never edited after reading.

    Attributes:
        id: Name of the ``.txt`` file or id of the record; unique in a corpus.
        text: Exactly the characters read; all offsets are code points into it.
        title: Headline, where known.
        outlet: Name of the news medium, where known.
        author: By-line, where known.
        published: Day of publication, where known.
        url: Where it was published, where known.
        language: ISO 639-1 code, where known; ``und`` if it is plainly not English.
        boilerplate: Half-open offsets of captions, share links and the like, which are never
            read for attributions.
        full_sha256: ``sha256`` of the whole text, where ``text`` is only what a file without
            texts holds of it, at the right offsets; else None.
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: dt.date | None = None
    url: str | None = None
    language: str | None = None
    boilerplate: tuple[tuple[int, int], ...] = ()
    full_sha256: str | None = None

    def __str__(self) -> str:
        """Return one line: the title, the medium and the day, as far as they are known."""
        day = self.published.isoformat() if self.published else None
        return ", ".join(fact for fact in (self.title or self.id, self.outlet, day) if fact)

    def span(self, start: int, end: int) -> TextSpan:
        """Return the span of ``text[start:end]``.

        Raises:
            SpanError: If the offsets are not ``0 <= start < end <= len(text)``.
        """
        if not 0 <= start < end <= len(self.text):
            message = f"offsets {start}-{end} do not fit article {self.id!r} of {len(self.text)}"
            raise SpanError(message)
        return TextSpan(article=self.id, start=start, end=end, text=self.text[start:end])

    @property
    def sha256(self) -> str:
        """The hex digest of the whole text in UTF-8."""
        if self.full_sha256:
            return self.full_sha256
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution(Card):
    """One place in one article where a source says, thinks or does something with a content.

    What the words show, before anybody is resolved. Roles follow PARC 3 and PolNeAR; each is a
    tuple of spans, as roles can be discontinuous (``"A," he said. "B."``) or missing (``()``).

    Attributes:
        id: ``attribution:`` and a hash of the article and the spans.
        article: Id of the article.
        source: Who says it.
        cue: The words that mark the attribution.
        content: What is said.
        target: At whom it is aimed (whom the source accuses, answers, asks ...).
        form: ``direct`` (all quoted), ``mixed`` or ``indirect``.
        edge_type: Name of an edge type, or None where it fits none.
        within: Id of the enclosing attribution ("TASS reported that Galuzin said that ...").
        reported_via: The media or mouths named as having passed it on.
        said_on: The day on which it was said, where the words give it.
        negated: Whether the speech act itself is negated ("did not condemn").
        narrated: Whether the article says it in its own voice, attributed to nobody.
        modality: How sure the words are.
        likelihood: An ICD-203 band, only where the text uses its terms.
        analytic_confidence: Only where the text says so ("with low confidence").
        score: The extractor's calibrated probability in [0, 1], or None.
    """

    id: str
    article: str
    source: tuple[TextSpan, ...] = ()
    cue: tuple[TextSpan, ...] = ()
    content: tuple[TextSpan, ...] = ()
    target: tuple[TextSpan, ...] = ()
    form: Form = "indirect"
    edge_type: str | None = None
    within: str | None = None
    reported_via: tuple[TextSpan, ...] = ()
    said_on: dt.date | None = None
    negated: bool = False
    narrated: bool = False
    modality: Modality | None = None
    likelihood: Likelihood | None = None
    analytic_confidence: Confidence | None = None
    score: float | None = None

    def __str__(self) -> str:
        """Return one line: source, cue and content in the article's words, and the place."""
        roles = self.roles
        words = " | ".join(" … ".join(span.text for span in role) for role in roles if role)
        return f"{' '.join(words.split())} ({self.article} {self.start}-{self.end})"

    @staticmethod
    def id_of(
        article: str,
        source: tuple[TextSpan, ...],
        cue: tuple[TextSpan, ...],
        content: tuple[TextSpan, ...],
    ) -> str:
        """Return the id: equal for equal roles in the same article, whatever is found later."""
        roles = [[[s.start, s.end] for s in role] for role in (source, cue, content)]
        return "attribution:" + stable_hash(article, *roles)

    @property
    def roles(self) -> tuple[tuple[TextSpan, ...], ...]:
        """Source, cue and content: what tells it from any other of its article."""
        return (self.source, self.cue, self.content)

    @property
    def spans(self) -> tuple[TextSpan, ...]:
        """Source, cue and content spans in text order."""
        return tuple(sorted({*self.source, *self.cue, *self.content}))

    @property
    def start(self) -> int:
        """Offset of the first character of any role."""
        return min([span.start for span in (*self.source, *self.cue, *self.content)])

    @property
    def end(self) -> int:
        """Offset after the last character of any role."""
        return max([span.end for span in (*self.source, *self.cue, *self.content)])

    @property
    def words(self) -> str:
        """The words of the content, or of the cue where there is no content."""
        return " … ".join(span.text for span in (self.content or self.cue))

    @property
    def certainty(self) -> str | None:
        """One word for readers: confidence if named, else likelihood, else modality, else None."""
        if self.analytic_confidence:
            return f"{self.analytic_confidence}-confidence"
        if self.likelihood:
            return _LIKELIHOOD_WORD[self.likelihood]
        return self.modality


_LIKELIHOOD_WORD: dict[Likelihood, str] = {
    "almost-no-chance": "improbable",
    "very-unlikely": "improbable",
    "unlikely": "improbable",
    "roughly-even-chance": "possible",
    "likely": "probable",
    "very-likely": "probable",
    "almost-certain": "probable",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Card):
    """A person, government, organisation, outlet, group or anonymous source.

    Attributes:
        id: ``actor:`` and a slug; that of an anonymous source also names its article.
        name: The name shown.
        kind: What it is.
        aliases: Other names in the texts, sorted.
        affiliation: Id of the actor that it speaks for, where the words say so.
        role: Its role, in the article's words ("Kremlin spokesman").
        same_as: IRI of the Wikidata item, only where certain.
        number: How many an anonymous source is ("three officials"), where the words say so.
        anonymity: Why it has no name, where the words say so: ``familiar`` with the matter,
            ``unauthorised`` to speak, or ``unnamed`` by its own wish.
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    affiliation: str | None = None
    role: str | None = None
    same_as: str | None = None
    number: int | None = None
    anonymity: Anonymity | None = None

    def __str__(self) -> str:
        """Return one line: the name, and the role or else the kind."""
        return f"{self.name} ({self.role or self.kind})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Card):
    """Words in an article that mean an actor, and the rules by which they do.

    Attributes:
        id: ``mention:`` and a hash of place and actor.
        article: Id of the article.
        span: The words.
        actor: Id of the actor.
        rules: Names of the rules that joined them, in order: one for the words in their
            article, and one more where the article's actor is that of others.
    """

    id: str
    article: str
    span: TextSpan
    actor: str
    rules: tuple[str, ...] = ()

    @staticmethod
    def id_of(span: TextSpan, actor: str) -> str:
        """Return the id: equal for equal words of the same actor."""
        return "mention:" + stable_hash(span.article, span.start, span.end, actor)

    def __str__(self) -> str:
        """Return one line: the words, where they stand, and the rules."""
        place = f"{self.article} {self.span.start}-{self.span.end}"
        return f"“{' '.join(self.span.text.split())}” ({place}): {', '.join(self.rules)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Card):
    """A happening that claims are about.

    Attributes:
        id: ``event:`` and a hash or slug.
        label: Shortest full mention in the texts.
        kind: Class of the happening ("attack").
        place: Where, or whom it struck, as named.
        date: The day, where known.
    """

    id: str
    label: str
    kind: str
    place: str | None = None
    date: dt.date | None = None

    def __str__(self) -> str:
        """Return one line: the label, and the day where known."""
        return f"{self.label} ({self.date.isoformat()})" if self.date else self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Card):
    """A proposition in positive form that attributions put forward, deny or weigh.

    Nothing here says whether it is true.

    Attributes:
        id: ``claim:`` and a hash that leaves evidence out.
        label: The proposition in words.
        agent: Id of the actor said to do it.
        act: The act, as a lemma or an act class.
        object: To whom or what, in words.
        event: Id of the event it is about.
    """

    id: str
    label: str
    agent: str | None = None
    act: str | None = None
    object: str | None = None
    event: str | None = None

    def __str__(self) -> str:
        """Return the proposition in words."""
        return self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Card):
    """What the corpus makes of an attribution: who speaks, against whom, on which claims.

    Attributes:
        attribution: The place in the text.
        speakers: Ids of the actors who speak; several for a list of names.
        targets: Ids of the actors it is aimed at.
        claims: Pairs of claim id and stance.
        reported_via: Ids of the actors that passed it on, outermost first.
        answers: Id of the attribution it replies to.
        hearsay: Whether it is known only from the mouth of another actor that is no outlet.
    """

    attribution: Attribution
    speakers: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    claims: tuple[tuple[str, Stance], ...] = ()
    reported_via: tuple[str, ...] = ()
    answers: str | None = None
    hearsay: bool = False

    def __str__(self) -> str:
        """Return one line: the edge type, and the place in its words."""
        return f"{self.edge_type or 'narrated'}: {self.attribution}"

    @property
    def id(self) -> str:
        """The attribution's id; one attribution has one reading."""
        return self.attribution.id

    @property
    def edge_type(self) -> str | None:
        """The attribution's edge type."""
        return self.attribution.edge_type

    @property
    def plain(self) -> bool:
        """Whether it may stand as a plain edge: typed, not negated, not hearsay."""
        return self.edge_type is not None and not self.attribution.negated and not self.hearsay


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge(Card):
    """``speaker -edge type-> claim or actor``, merged over all articles.

    Attributes:
        speaker: Who.
        edge_type: Name of the edge type.
        object: The claim or the actor it ends on.
        evidence: The readings that prove it, in order of article and offset; never empty.
    """

    speaker: Actor
    edge_type: str
    object: Actor | Claim
    evidence: tuple[Reading, ...]

    @staticmethod
    def id_of(speaker: str, edge_type: str, end: str) -> str:
        """Return the id of the edge between two nouns with these ids; evidence is left out."""
        return "edge:" + stable_hash(speaker, edge_type, end)

    @property
    def id(self) -> str:
        """``edge:`` and a hash of its ends and type."""
        return self.id_of(self.speaker.id, self.edge_type, self.object.id)

    def __str__(self) -> str:
        """Return one line: who, how, what, the first evidence and the number of others."""
        first = self.evidence[0].attribution
        what = self.object.name if isinstance(self.object, Actor) else self.object.label
        more = f", +{len(self.evidence) - 1}" if len(self.evidence) > 1 else ""
        place = f"{first.article} {first.start}-{first.end}{more}"
        words = " ".join(first.words.split())
        return f"{self.speaker.name} -{self.edge_type}-> {what}: “{words}” ({place})"
