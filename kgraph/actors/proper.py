"""Words of a noun phrase -> the proper name in it, and whether that is a body's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.actors.names import PARTICLES
from kgraph.actors.roles import is_role_word, role_spans
from kgraph.actors.words import any_in_class, entries_over, in_class, singular, written
from kgraph.gazetteer import PAPER_WORDS, find_entry, given_names
from kgraph.ids import slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kgraph.actors.words import Word
    from kgraph.gazetteer import Entry, Sense

PREPOSITIONS = frozenset(
    "of for at in from to with by on near under against about within inside across among around "
    "outside behind after before during along beside beyond throughout amid".split()
)
_SUFFIXES = frozenset("Corp Inc Ltd LLC plc PLC AG SA GmbH Co Group Holdings SE NV".split())
# words of bodies' names that mean other things in running text, so only here
_BODIES = frozenset(
    "airways airlines shipping steel motors chemical chemicals pharmaceuticals energy oil gas "
    "media press news watch international front movement league society trust academy college "
    "school church congress junta presidency treasury laboratory laboratories systems "
    "industries industry technologies logistics partners capital securities mutual insurance "
    "petroleum mining minerals foods brothers bros sons line lines grid rail railways network "
    "networks studios entertainment records telecom mobile aerospace electronics shipyard "
    "shipyards refinery rebels army brigades battalion regiment corps station centre center "
    "observatory monitor fund lab tech campaign assembly chamber directorate secretariat "
    "authority board police".split()
)
_BUSINESSES = frozenset(
    "airways airlines shipping steel motors chemical chemicals pharmaceuticals energy oil gas "
    "systems industries technologies logistics partners capital securities mutual insurance "
    "petroleum mining foods bank".split()
)
_BODIES |= _BUSINESSES | frozenset(
    "properties realty homes builders developers construction consulting solutions software labs "
    "pharma biotech farms hotels resorts ferries marine transport freight cargo drilling resources "
    "metals cement textiles interactive digital analytics dynamics robotics instruments devices "
    "materials semiconductor semiconductors electric power utilities initiative project programme "
    "program forum guild security resins plastics brewery breweries hotel "
    "inspection inspections surveys surveyors assurance certification appraisals auditors "
    "theatre theater orchestra opera festival museum zoo airport clinic gallery library archive "
    "archives diocese archdiocese parish nursery dealership consortium cooperative registry "
    "utility studio bakery choir prison maritime hotline helpline".split()
)
# nouns that a company is called by before its name
TRADES = frozenset(
    "exporter importer insurer lender retailer carrier brewer automaker carmaker chipmaker "
    "drugmaker publisher "
    "refiner shipper builder landlord contractor supplier distributor startup start-up "
    "conglomerate consultancy brokerage website site portal newspaper magazine tabloid".split()
)
_OPENERS = frozenset(
    "the a an this that these those his her its their our my your on in at by for from with "
    "as of to but and or if when while after before since during although though because "
    "however meanwhile then there here it he she they we you i what who how why where some "
    "many most all both each other another no not yet so also even just only still under over "
    "into against between among about amid despite unlike like asked speaking once until last "
    "next one two three four five six seven eight nine ten earlier later today yesterday "
    "tomorrow monday tuesday wednesday thursday friday saturday sunday january february march "
    "april june july august september october november december neither either nor "
    "according".split()
)
# people together, who are no role of one
_FORCES = frozenset({"police"})
# roles that are surnames too
_SURNAMES = frozenset(
    "king bishop pope marshal major farmer singer judge head sergeant baron prince fellow baker "
    "cook fisher miller smith porter potter mason shepherd butler carpenter gardener hunter "
    "archer driver weaver tanner constable steward warden sheriff".split()
)
# words of bodies that are surnames too
_PEOPLES = frozenset(
    "church steel watch press line lab college board brothers courier wire observer".split()
)
# what no single person is called
_GROUPS = frozenset(
    "group party union militia organisation organization gang movement coalition alliance network "
    "faction charity ngo company firm".split()
)
_COLLECTIVES = frozenset("opposition police report study newspaper board".split())
# bodies that are surnames, or go by a lone name, too
_NAMESAKES = _PEOPLES | frozenset(
    "bank court guard force team unit mission office service commission command campaign club "
    "agency center centre bureau panel crew cabinet congress network house inquiry".split()
)
_MAKERS = ("maker", "makers")
_HOUSES = frozenset("auction publishing fashion opera trading investment media".split())
_SHORT = 2  # words of most personal names


def is_opener(word: Word) -> bool:
    """Return whether a word is capital for beginning a sentence, or is a day or month."""
    return word.lower in _OPENERS


def name_words(
    text: str, words: list[Word], entries: Mapping[int, tuple[Entry, Sense]] | None = None
) -> tuple[int, int]:
    """Return first and last position of the proper name that some words are about; (0, 0) if none.

    Left of it stand roles, countries and words that are capital only for beginning a sentence.
    What hangs on a preposition is none ("analysts at Corbin Lyle"), but for a name behind a role
    of which it is part ("President of Ukraine | Volodymyr Zelensky").
    """
    entries = entries_over(text, words) if entries is None else entries
    spans = role_spans([w.bare for w in words])
    roles = {k for s, e, _ in spans for k in range(s, e) if words[k].lower not in _FORCES}
    breaks = [k for k, w in enumerate(words) if k and w.lower in PREPOSITIONS]
    first = breaks[0] if breaks else len(words)
    start = _run_before(words, first, roles, entries)
    if start < first:
        return start, _with_tail(words, start, first)
    if breaks and any(k in roles for k in range(first)):
        start = _run_before(words, len(words), roles, entries)
        behind = start > first + 1 and (start - 1 in entries or start - 1 in roles)
        if len(words) - start > _SHORT and words[start - 1].lower in {"and", "&"}:
            return start + 1, len(words)  # "Minister of Trade and Industry Kofi Mensah"
        given = next((k for k in range(start, len(words) - 1) if _is_given(words[k])), None)
        if any(is_body_word(w) for w in words[start:]):
            return 0, 0
        if len(words) - start >= _SHORT and (behind or _is_portfolio(words, first, start)):
            return start, len(words)
        if given is not None and given > start:  # "mayor of New York Eric Adams"
            return given, len(words)
    return 0, 0


def _is_portfolio(words: list[Word], preposition: int, start: int) -> bool:
    """Return whether the words before a name are an office ("alderman for art | Ann Kral")."""
    spans = role_spans([w.bare for w in words[:preposition]])
    official = bool(spans) and spans[-1][1:] == (preposition, "official")
    plain = all(w.text.islower() and not w.mark for w in words[preposition:start])
    last = words[start - 1]
    return official and plain and not is_body_word(last) and not is_role_word(last.bare)


def _run_before(
    words: list[Word], end: int, roles: set[int], entries: Mapping[int, tuple[Entry, Sense]]
) -> int:
    """Return where the capitalised run that ends before a position begins; the position if none."""
    start = end
    while start > 0 and _is_part(words, start - 1, end, roles, entries):
        start -= 1
    while start < end and (words[start].lower in PARTICLES and not words[start].capital):
        start += 1
    while start < end and is_opener(words[start]) and end - start > 1:
        start += 1
    alone = end - start == 1 and (
        words[start].noun
        or is_opener(words[start])
        or words[start].lower.endswith(_MAKERS)
        or is_common(words[start], definite=start > 0 and words[start - 1].lower == "the")
    )
    return end if alone or (end - start == 1 and start in roles) else start


def is_common(word: Word, *, definite: bool) -> bool:
    """Return whether a lone noun names no body, whatever its capital ("the Government").

    Without "the", as headlines have it, it may be a surname too ("Bank denied it").
    """
    noun = singular(word.bare).lower()
    called = in_class(noun, "body", "company") or noun in _GROUPS | _COLLECTIVES
    called = called or noun.startswith("ex-")
    return called and find_entry(word.bare) is None and (definite or noun not in _NAMESAKES)


def _is_part(
    words: list[Word], k: int, end: int, roles: set[int], entries: Mapping[int, tuple[Entry, Sense]]
) -> bool:
    """Return whether a word may be part of the name that ends before ``end``."""
    word = words[k]
    if (word.mark and word.text != "&") or (
        word.owns and k < end - 1 and not _owned_part(words, k, end)
    ):
        return False
    if word.lower in PARTICLES or word.lower == "&":
        return k > 0 and k < end - 1 and (words[k + 1].capital or words[k + 1].lower in PARTICLES)
    if not word.capital or (
        k == 0 and word.noun and end - k > 1 and not _is_given(word) and words[1].text != "&"
    ):
        return False
    if k in roles and not (
        k == end - 1 > 0 and word.lower in _SURNAMES and _is_given(words[k - 1])
    ):
        return k > 0 and end - k > 1 and _in_body(words, k, end) and words[k - 1].capital
    return k not in entries or _may_be_name(words, k, end, entries)


def _owned_part(words: list[Word], k: int, end: int) -> bool:
    """Return whether a possessive is inside a body's name ("Fishermen's Union")."""
    return _in_body(words, k, end) and find_entry(words[k].bare) is None


def _in_body(words: list[Word], k: int, end: int) -> bool:
    return any(is_body_word(w) for w in words[k + 1 : end] if w.capital)


def is_body_word(word: Word) -> bool:
    """Return whether a word in a name makes it a body's ("Institute", "Airways")."""
    return (
        in_class(word.bare, "body", "business")
        or word.lower in _BODIES
        or (word.capital and word.lower in PAPER_WORDS)
        or word.text.strip(".") in _SUFFIXES
    )


def is_house(words: list[Word], head: Word) -> bool:
    """Return whether a noun is the second of "auction house", "publishing house"."""
    at = words.index(head)
    return head.lower == "house" and at > 0 and words[at - 1].lower in _HOUSES


def _may_be_name(
    words: list[Word], k: int, end: int, entries: Mapping[int, tuple[Entry, Sense]]
) -> bool:
    """Return whether a country's or body's name is a personal name here ("Jordan Henderson")."""
    entry, sense = entries[k]
    if sense == "demonym" or words[k].owns or k + 1 in entries or k - 1 in entries:
        return False
    lone = k == end - _SHORT and words[end - 1].capital and end - 1 not in entries
    named = words[k].bare in entry.ambiguous or _is_given(words[k])
    opens = lone and named and (k == 0 or not words[k - 1].capital)
    closes = k == end - 1 and k > 0 and words[k - 1].capital and _is_given(words[k - 1])
    return opens or (closes and (k < _SHORT or not words[k - 2].capital or k - 2 not in entries))


def _is_given(word: Word) -> bool:
    return slug(word.bare) in given_names()


def _with_tail(words: list[Word], start: int, end: int) -> int:
    """Return the end of a body's name that goes on after "of", "for" or "and"."""
    body = any(is_body_word(w) for w in words[start:end])
    while body and end + 1 < len(words) and words[end].lower in {"of", "for", "and", "&"}:
        after = end + 1
        if words[after].lower == "the" and after + 1 < len(words):
            after += 1
        if not words[after].capital:
            break
        end = after + 1
        while end < len(words) and words[end].capital and not words[end].mark:
            end += 1
    return end


def is_private(name: str) -> bool:
    """Return whether a body's name is that of a company, by its words."""
    words = [w.strip(".,") for w in name.split()]
    return any(w in _SUFFIXES or w.lower() in _BUSINESSES or in_class(w, "business") for w in words)


def is_body(text: str, name: list[Word], before: list[Word], after: list[Word]) -> bool:
    """Return whether a name is an organisation's: by a word in it, before it or in apposition."""
    if any(w.text == "&" for w in name):
        return True
    if any(is_body_word(w) for w in name):
        return not (len(name) == _SHORT and _is_given(name[0]) and name[-1].lower in _PEOPLES)
    if before and (
        before[-1].lower in TRADES or in_class(before[-1].bare, "body", "business", "company")
    ):
        person = before[-1].lower == "owner" and len(name) > 1  # "owner Bram van Dyke"
        return not person and not is_role_word(before[-1].bare)
    if _is_apposed_body(after) and not (len(name) > 1 and _is_given(name[0])):
        return True
    shown = written(text, name)
    return len(name) == 1 and shown.isupper() and len(shown) > 1


def is_firm(name: list[Word], before: list[Word]) -> bool:
    """Return whether a company's name follows a word for one ("shipping company Ostra Lines")."""
    return bool(before) and in_class(before[-1].bare, "company") and is_body_word(name[-1])


def is_apposed_group(after: list[Word]) -> bool:
    """Return whether words after a comma call it what no person is ("X, a separatist group")."""
    head = _apposed_head(after)
    return head is not None and singular(head.bare) in _GROUPS


def _is_apposed_body(after: list[Word]) -> bool:
    """Return whether words after a comma call it a body ("Unité Police, a union")."""
    head = _apposed_head(after)
    if head is None or is_role_word(head.bare):
        return False
    return any_in_class([head], "body", "business", "company") or is_house(after, head)


def _apposed_head(after: list[Word]) -> Word | None:
    """Return the noun of words after a comma that say what a name is; None for a lone noun."""
    if not after or after[0].lower not in {"a", "an", "the"}:
        return None
    ends = [
        k
        for k, w in enumerate(after)
        if w.mark or w.lower in PREPOSITIONS or w.lower in {"that", "which", "who"}
    ]
    head = after[: ends[0] if ends else len(after)]
    return head[-1] if len(head) > 1 else None
