"""The plain data of the claims stage in one article: ``Proposition``, ``LocalClaim``, the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kgraph.claims.events import LocalEvent  # noqa: TC001 - the cache reads fields at run time

if TYPE_CHECKING:
    import datetime as dt

    from spacy.tokens import Token

    from kgraph.model import Attribution, Stance

DEEDS = frozenset({"responsible", "knew", "encouraged"})
"""Acts that tie a doer to a happening."""

STRUCTURED = DEEDS | {"attempted"}
"""Acts that structure alone tells; what else is said, its words tell."""


@dataclass(frozen=True, slots=True)
class Proposition:
    """What a stretch of content says.

    Attributes:
        act: ``responsible``, ``knew`` or ``encouraged``; for a plain one the lemma of its verb.
        agent: Head of the words that name who did it, or None.
        event: The token that names the happening, or None where it is not named.
        negative: Whether the words say that it is not so.
        hedged: Whether it is only possible ("may", "could").
        asserted: Whether it is what the content says, rather than what it takes for granted.
        kind: Kind of wrongful act ("attack"), or None for a plain one.
        neutral: Whether naming the doer accuses nobody ("police arrested him").
        weak: Whether the verb harms only what is known to have been struck ("cut the cable").
        reverse: Whether its word is the opposite of what names the class ("fake").
    """

    act: str
    agent: Token | None
    event: Token | None
    negative: bool
    hedged: bool = False
    asserted: bool = True
    kind: str | None = None
    neutral: bool = False
    weak: bool = False
    reverse: bool = False

    @property
    def structured(self) -> bool:
        """Whether it ties an actor to a happening, rather than being any other statement."""
        return self.act in DEEDS


Said: TypeAlias = tuple[Proposition, str | None]
"""A proposition with the id of the local actor that its agent is, or None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalClaim:
    """A claim as one attribution puts it.

    Attributes:
        attribution: Id of the attribution.
        stance: Its side.
        act: ``responsible``, ``knew``, ``encouraged`` or ``attempted``; of a plain one the class
            of its predicate, or the lemma of its verb.
        agent: Id of the local actor said to do it, or None.
        doer: Names that tell who does it, see ``doers``; empty where the words do not say.
        who: The words for who does it, or "".
        event: Index of the article's event, or None.
        object: Content words that tell plain claims apart, sorted.
        loose: Whether the event is only what the article speaks of most, not what the words name.
        reverse: Whether the words say the opposite of the class ("fake" of ``genuine``).
        own: Whether who says it is who is said to do it.
        accusers: Ids of the local actors who lay it at another's door, and of their sides.
        stated: Whether it is put as a fact: no wish, threat or mere noun.
        label: The claim in words, in positive form as far as they give it.
        meaning: What the words speak of, as ``meanings.Meaning`` keeps it; "" for what only
            takes up the words of another.
        sides: How likely they put that forward, gainsay it, leave it open.
        shown: The label with names for "we" and "it", without quotation marks, where it differs.
        years: Those past of which its sentence tells, sorted.
        territory: Where it says that something is, see ``territory``; or "".
    """

    attribution: str
    stance: Stance
    act: str
    agent: str | None
    event: int | None
    object: tuple[str, ...]
    label: str
    doer: tuple[str, ...] = ()
    who: str = ""
    loose: bool = False
    reverse: bool = False
    own: bool = False
    accusers: tuple[str, ...] = ()
    stated: bool = True
    meaning: str = ""
    sides: tuple[float, ...] = ()
    shown: str = ""
    years: tuple[int, ...] = ()
    territory: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """What an article's attributions come to.

    Attributes:
        attributions: Them, with their final edge types, in text order.
        targets: Ids of the local actors they are aimed at, by attribution id.
        claims: Their claims, in text order.
        events: The article's events, which claims name by index.
        answers: Id of the attribution answered, by id of the one that answers.
        context: The names that the article mentions most, sorted.
        named: The names by which others on the same affair are known, most frequent first.
        narrated: What it states in its own voice, each with its claims in ``told``.
        told: The claims of those, in text order.
    """

    attributions: tuple[Attribution, ...]
    targets: dict[str, tuple[str, ...]]
    claims: tuple[LocalClaim, ...]
    events: tuple[LocalEvent, ...]
    answers: dict[str, str]
    context: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    narrated: tuple[Attribution, ...] = ()
    told: tuple[LocalClaim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A claim in one article, its actors and event already those of the corpus.

    Attributes:
        order: What sorts claims: the earliest published first.
        article: Id of the article.
        day: When it appeared, where known.
        claim: The claim.
        agent: Id of the actor said to do it, or None.
        event: Id of the event, or None.
        names: What tells who does it: ids of actors, names, words.
        rare: Those of them that mean one thing in all articles.
        family: ``wrong`` for acts that harm nothing one can touch, ``broad`` for those of many
            years and places ("genocide"), else "".
        things: What was struck.
        named: Whether that has a name.
        struck: Those names, where the words of the claim say them.
        weak: Whether only verbs tell of the event that harm nothing by themselves.
        about: The names that what is said of is known by.
        accusers: Ids of the actors of the corpus who lay it at another's door.
    """

    order: tuple[str, str, int]
    article: str
    day: dt.date | None
    claim: LocalClaim
    agent: str | None
    event: str | None
    names: tuple[str, ...]
    rare: frozenset[str]
    family: str
    things: tuple[str, ...]
    named: bool
    struck: tuple[str, ...]
    weak: bool
    about: tuple[str, ...]
    accusers: frozenset[str]
