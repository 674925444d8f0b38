"""The graph of the examples in docstrings: two invented articles, small enough to know by heart."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kgraph.graph import KnowledgeGraph
from kgraph.model import Actor, Article, Attribution, Claim, Event, Reading

if TYPE_CHECKING:
    from kgraph.model import Stance, TextSpan

_KRAL = Actor(id="actor:anna-kral", name="Anna Kral", kind="person", affiliation="actor:syldavia")
_SYLDAVIA = Actor(id="actor:syldavia", name="Syldavia", kind="government")
_BORDURIA = Actor(id="actor:borduria", name="Borduria", kind="government")
_BLAST = Event(id="event:dam", label="the dam blast", kind="harm", date=dt.date(2023, 5, 2))
_CLAIM = Claim(
    id="claim:dam", label="Borduria blew up the dam", agent=_BORDURIA.id, event=_BLAST.id
)


def example_graph() -> KnowledgeGraph:
    """Return a graph in which Borduria is accused twice, denies once and admits two days later.

    Example:
        >>> for article in example_graph().articles.values():
        ...     print(article.published, article.outlet, article.text, sep=": ")
        2023-05-03: Klow Post: Borduria blew up the dam, said Anna Kral. Borduria denied it.
        2023-05-05: Herald: Kral blamed Borduria. Syldavia would not comment. Borduria admitted it.
    """
    post = Article(
        id="1.txt",
        text="Borduria blew up the dam, said Anna Kral. Borduria denied it.",
        outlet="Klow Post",
        published=dt.date(2023, 5, 3),
    )
    herald = Article(
        id="2.txt",
        text="Kral blamed Borduria. Syldavia would not comment. Borduria admitted it.",
        outlet="Herald",
        published=dt.date(2023, 5, 5),
    )
    return KnowledgeGraph.of(
        articles=[post, herald],
        actors=[_KRAL, _SYLDAVIA, _BORDURIA],
        events=[_BLAST],
        claims=[_CLAIM],
        readings=[
            _reading(post, _KRAL, "accuses", "for", "Anna Kral|said|Borduria blew up the dam"),
            _reading(post, _BORDURIA, "denies", "against", "Borduria|denied|it"),
            _reading(herald, _KRAL, "accuses", "for", "Kral|blamed|"),
            _reading(herald, _SYLDAVIA, "withholds", "open", "Syldavia|would not comment|"),
            _reading(herald, _BORDURIA, "confirms", "for", "Borduria|admitted|it"),
        ],
    )


def _reading(
    article: Article, speaker: Actor, edge_type: str, stance: Stance, roles: str
) -> Reading:
    """Return the reading of the last place of these words: source, cue and content."""
    source, cue, content = (_last(article, words) for words in roles.split("|"))
    said = Attribution(
        id=Attribution.id_of(article.id, source, cue, content),
        article=article.id,
        source=source,
        cue=cue,
        content=content,
        edge_type=edge_type,
    )
    accused = (_BORDURIA.id,) if speaker is _KRAL else ()
    return Reading(
        attribution=said,
        speakers=(speaker.id,),
        targets=accused,
        claims=((_CLAIM.id, stance),),
    )


def _last(article: Article, words: str) -> tuple[TextSpan, ...]:
    start = article.text.rindex(words)
    return (article.span(start, start + len(words)),) if words else ()
