"""Whether a name means an institution or the building or town it is named for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgraph.gazetteer import Entry

# what struck, or stood at, the place that is named next
_AT_A_PLACE = re.compile(
    r"\b(?:near|outside|over|above|around|beside|towards?|into|onto|through|across|beneath|"
    r"in front of|on top of|close to|next to|walls of|roof of|dome of|gates of|grounds of|steps of|"
    r"(?:attack|strike|raid|assault|blast|bomb|drone|rocket|missile|shell|paint|stone|fire|siege|"
    r"hit|explosion|march|storm|protest|rall|gather|throw|threw|hurl|fir|shot|shoot|fly|flew|land|"
    r"crash|smoke|stood|stand|arriv)\w*\s+(?:\w+\s+){0,2}?(?:on|at|against|in|over|upon)|"
    r"hit|hitting|struck|striking|strike|stormed|storming|bombed|bombing|shelled|shelling|"
    r"destroyed|damaged|torched|besieged|surrounded|evacuated|entered|left|leaving)\s+"
    r"(?:the\s+|\w+['’]s\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
_PART_OF_IT = re.compile(
    r"^(?:['’]s)?\s+(?:dome|roof|walls?|gates?|building|grounds|compound|complex|tower|flagpole|"
    r"palace|senate building)\b",
    re.IGNORECASE,
)


def is_place(entry: Entry, before: str, after: str = "") -> bool:
    """Return whether a metonym is meant as the building here, by the words around it.

    >>> from kgraph.gazetteer import find_entry
    >>> kremlin = find_entry("the Kremlin")
    >>> is_place(kremlin, "the drone attack on "), is_place(kremlin, "an official said that ")
    (True, False)
    """
    return entry.place and bool(_AT_A_PLACE.search(before) or _PART_OF_IT.match(after))
