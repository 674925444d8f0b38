"""Questions to a ``KnowledgeGraph``: edges, disputes, origins, positions, and what a name means.

* ``names``: what a name or words typed by hand mean
* ``edges``: who says what to whom, by filters
* ``disputes``: who stands where on a claim; silence
* ``positions``: where an actor stood when; changes
* ``origins``: how many independent sources a claim has
* ``voices``: who says what, which medium carries what; the cells of a matrix
* ``timeline``: what was said when
* ``ways``: what is around a node, and the ways between two
* ``comparison``: what a graph has that another has not
* ``example``: the graph of the examples in docstrings
"""

from kgraph.query.comparison import Comparison, Turn, compare
from kgraph.query.disputes import (
    Dispute,
    Silence,
    Standing,
    find_disputes,
    find_silences,
    find_standing,
)
from kgraph.query.edges import CERTAINTIES, find_article, find_edges
from kgraph.query.names import find_actor, find_claim, find_event, why
from kgraph.query.origins import Origin, find_origins
from kgraph.query.positions import Change, Position, find_changes, find_positions
from kgraph.query.timeline import Moment, find_timeline
from kgraph.query.voices import Voice, who_says_what
from kgraph.query.ways import Way, find_neighbourhood, find_ways

__all__ = [
    "CERTAINTIES",
    "Change",
    "Comparison",
    "Dispute",
    "Moment",
    "Origin",
    "Position",
    "Silence",
    "Standing",
    "Turn",
    "Voice",
    "Way",
    "compare",
    "find_actor",
    "find_article",
    "find_changes",
    "find_claim",
    "find_disputes",
    "find_edges",
    "find_event",
    "find_neighbourhood",
    "find_origins",
    "find_positions",
    "find_silences",
    "find_standing",
    "find_timeline",
    "find_ways",
    "who_says_what",
    "why",
]
