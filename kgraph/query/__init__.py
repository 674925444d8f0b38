"""Questions to a ``KnowledgeGraph``: edges, disputes, origins, positions, and what a name means.

* ``names``: what a name or words typed by hand mean
* ``edges``: who says what to whom, by filters
* ``disputes``: who stands where on a claim; silence
* ``positions``: where an actor stood when; changes
* ``origins``: how many independent sources a claim has
"""

from kgraph.query.disputes import (
    Dispute,
    Silence,
    Standing,
    find_disputes,
    find_silences,
    find_standing,
)
from kgraph.query.edges import find_article, find_edges
from kgraph.query.names import find_actor, find_claim, why
from kgraph.query.origins import Origin, find_origins
from kgraph.query.positions import Change, Position, find_changes, find_positions

__all__ = [
    "Change",
    "Dispute",
    "Origin",
    "Position",
    "Silence",
    "Standing",
    "find_actor",
    "find_article",
    "find_changes",
    "find_claim",
    "find_disputes",
    "find_edges",
    "find_origins",
    "find_positions",
    "find_silences",
    "find_standing",
    "why",
]
