"""The default extractor: the trained tagger finds and links, rules type and add what it lacks.

The tagger gives the outermost attributions, as PolNeAR annotates them. The rules give nested ones,
noun cues, targets and negation, and the explicit speech acts that the tagger missed.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from kgraph.attribution.candidates import candidates, is_plain, may_be_typed
from kgraph.attribution.ends import FINITE, led_in, named_whole, parted, without_charges
from kgraph.attribution.finish import finished
from kgraph.attribution.frames import (
    edge_type_no_longer,
    edge_type_of_form,
    edge_type_of_noun,
    match_verb,
)
from kgraph.attribution.halves import EDGE_MARKS, within_halves
from kgraph.attribution.headlines import as_in_headline, is_headed, spoken_headline
from kgraph.attribution.linking import link_spans
from kgraph.attribution.places import Places
from kgraph.attribution.rules import (
    RuleExtractor,
    form_of,
    is_anothers,
    target_tokens,
    to_spans,
)
from kgraph.attribution.tagger import load_tagger
from kgraph.edge_types import load_edge_types, plain_type
from kgraph.lexicon import load_lexicon
from kgraph.linguistics import offset
from kgraph.model import Attribution
from kgraph.syntax import is_infinitive, lemma, source_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from kgraph.attribution.linking import Draft
    from kgraph.attribution.tagger import TaggedSpan, Tagger
    from kgraph.linguistics import ParsedArticle
    from kgraph.model import TextSpan

_EMPTY = frozenset({"", "what", "who", "the", "a", "an", "he", "she", "i", "we", "they"})
_SAME = 0.7  # share of the longer of two spans from which they are one
_ANONYMOUS = re.compile(
    r"^(?:(?:who |and )?(?:ask|request|insist|speak|talk)\w* )?"
    r"(?:not to be (?:named|identified|quoted)|to (?:remain|stay) anonymous|for anonymity"
    r"|on condition of anonymity)",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"nothing(?:$| (?:about|on|of) )")
_LEFT_OVER = re.compile(r"[\s,;]+(?:and|but|or)$|,\s*as$")
_JOINING_MARKS = ' \t,;:"“”'


class HybridExtractor:
    """Extracts attributions by the trained tagger and rules together."""

    def __init__(self, tagger: Tagger | None = None) -> None:
        """Take a tagger, or the packaged one."""
        self._tagger = tagger or load_tagger()
        self._rules = RuleExtractor()

    @property
    def name(self) -> str:
        """Name and version of both parts."""
        return f"hybrid/1+tagger/{self._tagger.version}+{self._rules.name}"

    def extract(self, parsed: ParsedArticle) -> list[Attribution]:
        """Return the article's attributions in text order."""
        drafts = link_spans(self._tagger.tag(parsed.text), parsed.text)
        plain = [(s.start, s.end) for d in drafts if _needs_no_parse(parsed, d) for s in d.cue]
        sentences = list(candidates(parsed, without=plain))
        parsed.parse({*sentences, *_sentences_of_cues(parsed, drafts, plain)})
        tagged = _each_once([a for d in drafts if (a := _attribution(parsed, d))])
        merged = _combined(parsed, tagged, self._rules.find(parsed, sentences))
        merged = [as_in_headline(parsed, a) for a in within_halves(parsed, merged)]
        merged = [_typeless(parsed, a) for a in merged if not _says_nothing(a)]
        merged = [_silent(parsed, without_charges(parsed, a)) for a in merged]
        merged += spoken_headline(parsed, merged)
        return finished(parsed, _disjoint(parsed, merged))


def _each_once(found: list[Attribution]) -> list[Attribution]:
    """Return the attributions without those of nobody whose content somebody else has as well."""
    held = {a.content for a in found if a.source}
    return [a for a in found if a.source or a.content not in held]


def _needs_no_parse(parsed: ParsedArticle, draft: Draft) -> bool:
    """Return whether the cue alone tells the edge type."""
    return len(draft.cue) == 1 and is_plain(
        parsed,
        parsed.text[draft.cue[0].start : draft.cue[0].end],
        parsed.text[draft.content[0].start : draft.content[0].end],
    )


def _sentences_of_cues(
    parsed: ParsedArticle, drafts: list[Draft], without: list[tuple[int, int]]
) -> Iterator[int]:
    for draft in drafts:
        for span in draft.cue:
            words = parsed.text[span.start : span.end]
            if (span.start, span.end) not in without and may_be_typed(parsed, words):
                yield from parsed.sentences_of(span.start, span.end)


def _attribution(parsed: ParsedArticle, draft: Draft) -> Attribution | None:
    """Return the attribution of a draft, typed by its cue, or None if nothing is left of it."""
    roles = [_trimmed(parsed, spans) for spans in (draft.source, draft.cue, draft.content)]
    source, cue, content = roles
    source = tuple(named_whole(parsed, span) for span in source)
    content = tuple(c for c in content if not _overlap((c,), source))
    if not content:
        return None
    source, content = parted(parsed, source, cue, content)
    if len(content) > 1:
        content = tuple(c for c in content if not _ANONYMOUS.search(c.text)) or content
    cue, content = led_in(parsed, cue, content)
    made = Attribution(
        id=Attribution.id_of(parsed.article.id, source, cue, content),
        article=parsed.article.id,
        source=source,
        cue=cue,
        content=content,
        form=form_of(parsed.text, content),
    )
    return _typed(parsed, made)


def _silent(parsed: ParsedArticle, made: Attribution) -> Attribution:
    """Return an attribution of "nothing" as silence ("China said nothing about the talks")."""
    match = _NOTHING.match(made.content[0].text) if len(made.content) == 1 else None
    if made.edge_type != plain_type() or match is None:
        return made
    silence = next(e.name for e in load_edge_types().values() if e.silent)
    start, end = made.content[0].start, made.content[0].end
    rest = (parsed.article.span(start + match.end(), end),) if start + match.end() < end else ()
    cue = (*made.cue, parsed.article.span(start, start + len("nothing")))
    return dataclasses.replace(made, edge_type=silence, cue=cue, content=rest)


def _trimmed(parsed: ParsedArticle, spans: list[TaggedSpan]) -> tuple[TextSpan, ...]:
    """Return the spans in text order, joined where only marks stand between, edges trimmed."""
    joined: list[list[int]] = []
    for span in sorted(spans, key=lambda s: s.start):
        between = parsed.text[joined[-1][1] : span.start] if joined else "x"
        if not between.strip(_JOINING_MARKS):
            joined[-1][1] = max(joined[-1][1], span.end)
        else:
            joined.append([span.start, span.end])
    made = []
    for low, high in joined:
        words = parsed.text[low:high]
        start = low + len(words) - len(words.lstrip(EDGE_MARKS))
        end = low + len(_LEFT_OVER.sub("", words.rstrip(EDGE_MARKS)))
        if any(c.isalnum() for c in words):
            made.append(parsed.article.span(start, end))
    return tuple(made)


def _typed(parsed: ParsedArticle, made: Attribution) -> Attribution:
    """Return the attribution with edge type, target and negation by its cue's best frame."""
    if len(made.cue) == 1 and is_plain(parsed, made.cue[0].text, made.content[0].text):
        return dataclasses.replace(made, edge_type=plain_type())
    if not any(may_be_typed(parsed, span.text) for span in made.cue):
        headed = made.source and not made.cue and is_headed(parsed, made)
        edge_type = plain_type() if headed else _type_without_verb(made, [])
        return dataclasses.replace(made, edge_type=edge_type)
    cue = parsed.tokens_of(made.cue)
    content = parsed.tokens(made.content[0].start, made.content[0].end)
    answer = _answer_in_short(parsed, cue)
    if answer is not None:
        return dataclasses.replace(made, edge_type=answer)
    verbs = [t for t in cue if t.pos_ in {"VERB", "AUX"}]
    acting = [t for t in verbs if not is_infinitive(t)] or verbs
    made = _with_own_subject(parsed, _without_next_act(parsed, made, acting), acting)
    matches = [m for t in acting if (m := match_verb(t, content))]
    match = max(matches, key=lambda m: m.rank, default=None)
    if match is None or match.edge_type == plain_type():
        met = _type_of_anothers(cue, made.source)
        if met is not None:
            return dataclasses.replace(made, edge_type=met, source=())
    if match:
        target = to_spans(parsed, target_tokens(match))
        return dataclasses.replace(
            made, edge_type=match.edge_type, target=target, negated=match.negated
        )
    edge_type = _type_without_verb(made, cue)
    if edge_type is None and len(cue) == 1 and not verbs and made.source:
        edge_type = edge_type_of_form(sorted(parsed.possible_lemmas(cue[0].lower_)), content)
    if edge_type is None and [t.lower_ for t in cue[:2]] == ["no", "longer"] and made.source:
        edge_type = edge_type_no_longer(sorted(parsed.possible_lemmas(cue[-1].lower_)))
    return dataclasses.replace(made, edge_type=edge_type)


def _answer_in_short(parsed: ParsedArticle, cue: list[Token]) -> str | None:
    """Return the type of "rejects claim", whose words a headline's parse takes for others."""
    if len(cue) != 2 or lemma(cue[1]) not in load_lexicon().classes["claim"]:  # noqa: PLR2004
        return None
    verb = sorted(parsed.possible_lemmas(cue[0].lower_))
    edge_type = edge_type_of_form(verb, [cue[1]])
    answers = edge_type is not None and load_edge_types()[edge_type].answers == "claims"
    return edge_type if answers and not cue[0].is_title else None


def _with_own_subject(parsed: ParsedArticle, made: Attribution, verbs: list[Token]) -> Attribution:
    """Return an attribution with the subject of its cue for none, or one of another sentence."""
    subjects = [c for v in verbs for c in v.children if c.dep_ == "nsubj" and c.pos_ != "PRON"]
    near = any(_in_sentence(parsed, s, made.cue[0]) for s in made.source)
    if not subjects or near or not (made.source or _phrased(made)):
        return made
    own = to_spans(parsed, source_tokens(subjects[0]))
    content = tuple(c for c in made.content if not _overlap((c,), own))
    return dataclasses.replace(made, source=own, content=content) if content else made


def _without_next_act(parsed: ParsedArticle, made: Attribution, verbs: list[Token]) -> Attribution:
    """Return an attribution without what its speaker does next ("blamed Y | and left")."""
    nexts = [c for v in verbs for c in v.children if c.dep_ == "conj" and c.tag_ in FINITE]
    ends = [
        offset(and_)
        for verb in verbs
        for and_ in verb.children
        if and_.dep_ == "cc" and any(n.i > and_.i for n in nexts)
    ]
    cut = min((e for e in ends if e > made.content[0].start), default=None)
    if cut is None or made.form != "indirect":
        return made
    spans = []
    for span in made.content:
        words = parsed.text[span.start : min(span.end, max(cut, span.start))].rstrip(EDGE_MARKS)
        if words:
            spans.append(parsed.article.span(span.start, span.start + len(words)))
    return dataclasses.replace(made, content=tuple(spans) or made.content)


def _type_of_anothers(cue: list[Token], source: tuple[TextSpan, ...]) -> str | None:
    """Return the edge type of a noun in a cue that is another's act, or None if there is none."""
    plain = plain_type()
    for noun in (t for t in cue if t.pos_ == "NOUN"):
        edge_type = edge_type_of_noun(noun)
        if edge_type not in {None, plain} and is_anothers(noun, source):
            return edge_type
    return None


def _phrased(made: Attribution) -> str | None:
    """Return the edge type of a cue that is a fixed phrase ("let it be known"), or None."""
    words = " ".join(span.text.lower() for span in made.cue)
    types = load_edge_types().values()
    return next((e.name for e in types if any(p in words for p in e.phrases)), None)


def _type_without_verb(made: Attribution, cue: list[Token]) -> str | None:
    phrased = _phrased(made)
    if phrased is not None:
        return phrased
    nouns = [t for t in cue if t.pos_ in {"NOUN", "PROPN"}]
    of_noun = next((e for t in nouns if (e := edge_type_of_noun(t))), None)
    if of_noun:
        return of_noun
    return plain_type() if made.form == "direct" and made.source else None


def _combined(
    parsed: ParsedArticle, tagged: list[Attribution], ruled: list[Attribution]
) -> list[Attribution]:
    """Return the tagger's attributions, completed and supplemented by the rules'.

    A part of a content that a rule gives to another cue is taken from the tagger's attribution.
    """
    made: list[Attribution] = []
    cues, contents = Places(), Places()

    def put(attribution: Attribution) -> None:
        cues.add(len(made), attribution.cue)
        contents.add(len(made), attribution.content)
        made.append(attribution)

    for attribution in tagged:
        put(attribution)
    for rule in ruled:
        same = next((k for k in cues.near(rule.cue) if _overlap(made[k].cue, rule.cue)), None)
        if same is not None:
            made[same] = _completed(parsed, made[same], rule)
        else:
            for k in contents.near(rule.content):
                made[k] = _without_parts(_without_teller(parsed, made[k], rule), rule)
            put(rule)
    return made


def _without_parts(attribution: Attribution, rule: Attribution) -> Attribution:
    """Return the attribution without those parts of its content that the rule has as its own."""
    if len(attribution.content) <= 1 or any(
        c.start <= r.start and r.end <= c.end for c in attribution.content for r in rule.cue
    ):  # the rule's cue lies in the content: what it governs is nested, and stays part of it
        return attribution
    kept = tuple(s for s in attribution.content if not any(_same(s, r) for r in rule.content))
    if not kept or len(kept) == len(attribution.content):
        return attribution
    return dataclasses.replace(attribution, content=kept)


def _without_teller(
    parsed: ParsedArticle, attribution: Attribution, rule: Attribution
) -> Attribution:
    """Return the attribution without the end of its content that tells by whom ("P, | as X")."""
    if not _tells_aside(parsed, attribution.content, rule):
        return attribution
    end = rule.content[-1].end
    kept = [
        parsed.article.span(s.start, end) if s.start < end < s.end else s
        for s in attribution.content
    ]
    return dataclasses.replace(attribution, content=tuple(kept))


def _tells_aside(parsed: ParsedArticle, content: tuple[TextSpan, ...], rule: Attribution) -> bool:
    """Return whether a content runs on into who tells it in an aside ("P, as X told us")."""
    if not (rule.source and rule.content and rule.content[-1].end < rule.source[0].start):
        return False
    between = parsed.text[rule.content[-1].end : rule.source[0].start]
    return between.strip(" ,") == "as" and _overlap(content, rule.source)


def _same(a: TextSpan, b: TextSpan) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared >= _SAME * max(a.end - a.start, b.end - b.start)


def _says_nothing(made: Attribution) -> bool:
    """Return whether a plain cue has a lone word for its content that tells nothing ("the")."""
    words = " ".join(span.text for span in made.content).lower()
    return made.edge_type == plain_type() and words in _EMPTY


def _typeless(parsed: ParsedArticle, made: Attribution) -> Attribution:
    """Return an attribution without a type where it asks for no more than to be left unnamed.

    Nor does it say anything to cite "the investigation", "security concerns".
    """
    unnamed = bool(made.content) and _ANONYMOUS.match(made.content[0].text)
    cites = [c.text.lower() for c in made.cue] == ["citing"] and made.form == "indirect"
    cites = cites and not any(t.tag_ in FINITE for t in parsed.tokens_of(made.content))
    return dataclasses.replace(made, edge_type=None) if unnamed or cites else made


def _disjoint(parsed: ParsedArticle, found: list[Attribution]) -> list[Attribution]:
    """Return the attributions without what another cue before them has as its content.

    ``X denied that it rained. It was dry, he said.``: what was denied is not what was said.
    """
    taken = [s for o in found for s in o.content if o.cue and o.cue[-1].end <= s.start]
    places = Places()
    for k, span in enumerate(taken):
        places.add(k, [span])
    return [_without_taken(parsed, a, taken, places) for a in found]


def _without_taken(
    parsed: ParsedArticle, attribution: Attribution, taken: list[TextSpan], places: Places
) -> Attribution:
    made = []
    for span in attribution.content:
        near = [taken[k] for k in places.near([span])]
        ends = [t.end for t in near if t.start <= span.start < t.end < span.end]
        start = max(ends, default=span.start)
        rest = parsed.text[start : span.end]
        start += len(rest) - len(rest.lstrip(EDGE_MARKS))
        cut = start > span.start and start < span.end
        made.append(parsed.article.span(start, span.end) if cut else span)
    return dataclasses.replace(attribution, content=tuple(made))


def _completed(parsed: ParsedArticle, attribution: Attribution, rule: Attribution) -> Attribution:
    """Return the tagger's attribution with what the rules know of the same cue."""
    source, content = _longer(attribution.source, rule.source), attribution.content
    if _tells_aside(parsed, content, rule):
        source, content = rule.source, rule.content
    if rule.source and not any(_in_sentence(parsed, s, rule.cue[0]) for s in source):
        source = rule.source  # the subject of the cue, rather than one that is farther off
    if source == rule.source:
        content = tuple(c for c in content if not _overlap((c,), source)) or rule.content
    if rule.content and all(_within(c, rule.target) for c in content):
        content = rule.content  # "X has been accused of it" says nothing by X
    if len(content) == 1:
        content = (_whole_clause(parsed, content[0], rule.content),)
    return dataclasses.replace(
        attribution,
        source=source,
        content=content,
        target=attribution.target or rule.target,
        edge_type=attribution.edge_type or rule.edge_type,
        negated=attribution.negated or rule.negated,
    )


def _whole_clause(parsed: ParsedArticle, tagged: TextSpan, ruled: tuple[TextSpan, ...]) -> TextSpan:
    """Return a content that breaks off before its verb up to the end that the rules know."""
    around = [r for r in ruled if r.start <= tagged.start and tagged.end < r.end]
    tokens = parsed.tokens(tagged.start, tagged.end) if around else []
    if not tokens or any(t.pos_ in {"VERB", "AUX", "NOUN", "PROPN", "ADJ"} for t in tokens):
        return tagged
    return parsed.article.span(tagged.start, around[0].end)


def _in_sentence(parsed: ParsedArticle, span: TextSpan, cue: TextSpan) -> bool:
    """Return whether a span stands in a cue's sentence."""
    within = parsed.sentences_of(cue.start, cue.end)
    low, high = parsed.sentences[within.start][0], parsed.sentences[within.stop - 1][1]
    return low <= span.start < high


def _longer(tagged: tuple[TextSpan, ...], ruled: tuple[TextSpan, ...]) -> tuple[TextSpan, ...]:
    """Return the tagger's source, or the rules' where that goes on with an apposition."""
    if not tagged:
        return ruled
    begins = len(tagged) == len(ruled) == 1 and tagged[0].start == ruled[0].start
    more = ruled[0].text.removeprefix(tagged[0].text) if begins else ""
    return ruled if "," in more else tagged


def _within(span: TextSpan, others: tuple[TextSpan, ...]) -> bool:
    return any(o.start <= span.start and span.end <= o.end for o in others)


def _overlap(a: tuple[TextSpan, ...], b: tuple[TextSpan, ...]) -> bool:
    return any(x.overlaps(y) for x in a for y in b)
