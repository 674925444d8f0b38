"""One line -> whether it is page furniture: captions, links, share buttons, tags, credits.

Each rule looks at one line alone. Precision comes first: what may be a sentence of the article is
furniture only if it neither speaks nor quotes (``speaks``).
"""

from __future__ import annotations

import re

_I = re.IGNORECASE
_LONGEST_FURNITURE = 600  # code points; a longer line is an article that lost its line breaks
_MAX_PLAIN_WORDS = 60
_MAX_LINKS = 10
_LABELS_OF_ONE = frozenset({"image caption", "about the author", "about the authors"})
_BREADCRUMBS = re.compile(
    r"home\s*[>\u00bb\u203a/|]|[^.!?]{1,60}(?:\s[>\u00bb\u203a]\s[^.!?]{1,150}){2}", _I
)

_MEDIA = (
    r"(?:twitter|x|facebook|instagram|telegram|youtube|linkedin|whatsapp|threads|google\s+news)"
)

_SPEECH = re.compile(
    r"\b(?:sa(?:id|ys?)|told|tells?|add(?:ed|s)|claim(?:ed|s|ing)?|den(?:ied|ies|y)|accus(?:ed?|es)"
    r"|alleg(?:ed|es)|warn(?:ed|s)|announc(?:ed|es)|stated|declar(?:ed|es)|insist(?:ed|s)?"
    r"|assert(?:ed|s)|argu(?:ed|es)|according\s+to|condemn(?:ed|s)|dismiss(?:ed|es)|reject(?:ed|s)"
    r"|confirm(?:ed|s)|acknowledg(?:ed|es)|noted|blam(?:ed?|es)|vow(?:ed|s)|suggest(?:ed|s)"
    r"|believ(?:ed?|es)|call(?:ed|s)\s+(?:for|on)|urg(?:ed|es)|asked|replied|responded)\b",
    _I,
)
_QUOTATION = re.compile(
    r"(?:[\"\u201c\u00ab\u2018]|'')([^\"\u201d\u00bb]{1,600}?)(?:[\"\u201d\u00bb]|''|\u2019(?!\w))"
)
_QUOTED_WORDS = 4  # fewer are a name or a word held up ("Internet"), not a saying

_LINK = re.compile(
    r"(?:(?:(?:read|see|watch|listen)\s+(?:more|also|next|now|live)|also\s+read|must[-\s]read"
    r"|related(?:\s+(?:articles?|stor(?:y|ies)|news|topics?|content|posts?|coverage|links?))?"
    r"|more(?:\s+(?:on|from|about)\s+[^:|]{1,40})?|recommended(?:\s+(?:for\s+you|reading))?"
    r"|trending(?:\s+now)?|most\s+(?:read|popular|viewed)|editor[\u2019']?s?[\u2019']?\s+picks?"
    r"|you\s+(?:may|might)\s+also\s+like|don[\u2019']?t\s+miss|up\s+next|watch"
    r"|keep\s+reading|list\s+(?:\d+\s+)?of\s+\d+(?:\s+items)?"
    r"|(?:in\s+)?case\s+you\s+missed\s+it)\s*(?:[:|>\u00bb]|[-\u2013\u2014]+\s|$)"
    r"|read\s+(?:more|also)\b|also\s+read\b)",
    _I,
)
_TAGS = re.compile(
    r"(?:tagged(?:\s+(?:with|as|in))?|tags?|topics?|filed\s+under|categor(?:y|ies)|keywords?"
    r"|hashtags?)\s*(?::|$)",
    _I,
)
_CAPTION = re.compile(
    r"(?:file\s*[-\s]?(?:photo|pic(?:ture)?|image|video)\b\s*[:|.\u2013\u2014-]"
    r"|(?:photo|image|picture|photograph|caption|pictured|representat(?:ive|ional)\s+(?:image|photo))"
    r"\s*[:|]|(?:photo|image|picture|photograph)s?\s+(?:by|credits?|courtesy|source)\b"
    r"|image\s+(?:caption|source)\s*,|(?-i:FILE)\s*[\u2013\u2014-]+\s)",
    _I,
)
_CREDIT_IN_BRACKETS = re.compile(
    r"[(\[]\s*(?:(?:file\s+)?(?:image|photo|photograph|picture|pic|video|credit|illustration)s?\s*"
    r"(?::|/|by\s+(?-i:[A-Z])|credits?\b|courtesy\b|via\b)|[^()\[\]]{0,60}?(?:\bGetty\b|\bAP\s+(?:Photo|Video)\b"
    r"|\bREUTERS\s*/|/\s*(?:AFP|AP|Reuters|EPA|Handout)\b|\bvia\s+(?:AP|AFP|Reuters|Getty|EPA)\b))"
    r"[^()\[\]]{0,120}[)\]]",
    _I,
)
_CREDIT_CLOSES = re.compile(_CREDIT_IN_BRACKETS.pattern + r"[\s.]*$", _I)
_CREDIT_AT_END = re.compile(
    r"(?:\b(?:Photo|Image|Picture|Photograph)\s*"
    r"(?::|\s(?:by|[Cc]redit|[Cc]ourtesy|via)\b)|\bREUTERS/)[^.!?]{2,60}$"
)
_PLEA = re.compile(
    rf"(?:share\s+(?:this|on|via|article|story)\b|share\s*:"
    rf"|follow\s*:|follow\s+(?:us|me|our|live|the\s+latest)\b|follow\s.{{1,60}}\bon\s+{_MEDIA}\b"
    r"|(?:subscribe|sign\s+up|register|log\s+in)\s*(?:to\b|for\b|now\b|today\b|here\b|with\b|$|[:!.])"
    rf"|join\s+(?:us|our|the\s+(?:conversation|discussion))\b|join\s.{{1,40}}\bon\s+{_MEDIA}\b"
    rf"|(?:click|tap)\s+(?:here|on)\b|we(?:[\u2019']re|\s+are)\s+(?:now\s+)?on\s+{_MEDIA}\b"
    r"|download\s+(?:our|the)\b.*\bapp\b|like\s+us\s+on\b|stay\s+(?:tuned|updated|connected)\b"
    r"|get\s+.*\b(?:newsletters?|inbox|alerts?|notifications|subscription)\b"
    r"|support\s+(?:our|independent|quality)\s+(?:work|journalism|reporting|newsroom)"
    r"|(?:thank\s+you|thanks)\s+for\s+(?:reading|subscribing|signing|visiting)"
    r"|(?:leave|post|write)\s+(?:a|your)\s+(?:comment|reply)|(?:story|article)\s+continues\b"
    r"|for\s+(?:more|all|the\s+latest)\b.*\b(?:follow|visit|click|subscribe|download|stay\s+tuned)\b"
    r"|check\s+out\s+(?:our|more|the\s+latest)\b|(?:got|do\s+you\s+have)\s+a\s+(?:news\s+)?tip\b"
    r"|(?:e-?mail|contact|write\s+to|reach)\b.*\S@\S+\.\w)",
    _I,
)
_PLEA_INSIDE = re.compile(
    r"\bclick\s+here\b|\b(?:our|your)\s+(?:\w+\s+){0,3}(?:newsletters?|inbox|patrons?|(?:whatsapp|telegram)\s+"
    r"(?:channel|group))\b|\bsubscribe\s+(?:here|now)\b",
    _I,
)
_NOTICE = re.compile(
    r"(?:\u00a9|\(c\)\s|copyright\b.{0,80}(?:\d{4}|\u00a9|rights)|.{0,200}\ball\s+rights\s+reserved\b"
    r"|(?:we|this\s+(?:site|website|page))\s+uses?\s+(?:\w+\s+){0,4}cookies\b"
    r"|by\s+(?:continuing|clicking|using)\b.*\b(?:cookies?|terms|privacy)\b"
    r"|(?:accept|manage)\s+(?:all\s+)?cookies\b|.{0,60}\bviews\s+(?:and\s+opinions\s+)?expressed\b"
    r"|(?:this|the)\s+(?:article|story|post|content|piece|op-ed)\s+(?:was|is|has\s+been)?\s*"
    r"(?:also\s+|not\s+|been\s+)*"
    r"(?:originally|first|published|republished|appeared|syndicated|updated|auto-?generated|edited)\b"
    r"|the\s+post\b.*\bappeared\s+first\s+on\b|this\s+material\s+may\s+not\b|disclaimer\s*:"
    r"|except\s+for\s+the\s+headline\b|our\s+standards\s*:|source\s*:[^.:]{0,40}\bagenc(?:y|ies)\W*$"
    r"|(?:terms\s+of\s+(?:use|service)|privacy\s+policy|cookie\s+policy)\b)",
    _I,
)
_ADDRESS = re.compile(
    r"(?:(?:https?://|www\.|pic\.twitter\.com)\S*|@\w+|\S+@\S+\.\w+"
    r"|#\w+(?:[\s,]+#\w+){0,40}|[A-Za-z0-9]+(?:[-_][A-Za-z0-9%]+){3,60}(?:\.\w{3,4})?)[.\s]*",
    _I,
)
_ALONE = frozenset(
    "advertisement|advertisements|ad|sponsored|sponsored content|promoted|share|tweet"
    "|email|print|copy link|comments|no comments|comment|facebook|twitter|whatsapp"
    "|telegram|linkedin|reddit|pinterest|instagram|youtube|follow|subscribe|sign in"
    "|log in|home|menu|search|skip to content|skip to main content|loading|close|next"
    "|previous|back to top|top stories|latest news|save|listen to this article"
    "|play video|abstract|full text|about the author|about the authors|end of list|afp"
    "|agencies|ani|ap|associated press|bbc|bbc news|cnn|dpa|getty|getty images|ians"
    "|pti|reuters|tass|the associated press|upi|with agencies|with agency inputs"
    "|with inputs from agencies".split("|")
)

_CREDIT_CUE = re.compile(
    r"\bcontributed\b\s*(?:[.;,]|$|reporting|research|additional|from\b|to\s+(?:reporting|research"
    r"|(?:this|the)\s+(?:report|story|article|piece|post|dispatch)))"
    r"|\b(?:reporting|writing|editing|compiled|edited|translated|written)\s+by\b|\breported\s+from\b"
    r"|^[-\u2013\u2014(\s]*with\s+(?:\w+\s+)?inputs?\s+from\b|^contributing\s*:",
    _I,
)
_CREDIT_HINTS = ("contribut", "ing by", "ed by", "ten by", "reported from", "input")
_CREDIT_WORDS = frozenset(
    "a additional also agencies agency and at by compiled contributed contributing contributor"
    " correspondent correspondents de del desk edited editing editor editors for from graphics in"
    " inputs input journalist journalists la of on our producer producers production reported s"
    " reporter reporters reporting research staff the this to report story article piece post"
    " translated van von wires with writer writers writing written".split()
)
_LAST_SENTENCE = re.compile(
    r"(?:^|[.!?\"\u201d\u2019)]\s+)(?=\(?(?:Additional\s+)?(?:Reporting|Writing|Editing|Compiled)\s+by\b"
    r"|\(?[A-Z][^.!?]{1,150}\bcontributed\b[^.!?]{0,80}[.)]*$)"
)


def speaks(words: str) -> bool:
    """Return whether the words hold a verb of speech or a quotation of several words."""
    quoted = (match[1] for match in _QUOTATION.finditer(words))
    return bool(_SPEECH.search(words)) or any(len(said.split()) >= _QUOTED_WORDS for said in quoted)


def lines_below(words: str) -> int:
    """Return how many lines at most belong to a bare label such as "READ MORE:" or "TAGGED:"."""
    if words.casefold().strip(" .:,") in _LABELS_OF_ONE:
        return 1
    match = _LINK.match(words) or _TAGS.match(words)
    return _MAX_LINKS if match and not words[match.end() :].strip(" :") else 0


def is_credit(words: str) -> bool:
    """Return whether it names who reported, edited or contributed, and says nothing else."""
    lowered = words[: _LONGEST_FURNITURE + 1].casefold()
    hinted = any(hint in lowered for hint in _CREDIT_HINTS)  # spares most lines the long pattern
    if not hinted or len(words) > _LONGEST_FURNITURE or not _CREDIT_CUE.search(words):
        return False
    tokens = re.findall(r"[^\W_]+", words)
    return all(token[0].isupper() or token in _CREDIT_WORDS for token in tokens)


def is_caption(words: str) -> bool:
    """Return whether it is the caption or the credit line of a picture."""
    if len(words) > _LONGEST_FURNITURE:
        return False
    if _CAPTION.match(words):
        return True
    credited = _CREDIT_CLOSES.search(words) or _CREDIT_AT_END.search(words)
    return bool(credited) and len(words.split()) <= _MAX_PLAIN_WORDS and not speaks(words)


def is_furniture(words: str) -> bool:
    """Return whether the whole line is no part of the article's own words.

    Example:
        >>> is_furniture("READ MORE: Kremlin says two drones were shot down")
        True
        >>> is_furniture('"Click here to read," she said.')
        False
    """
    if len(words) > _LONGEST_FURNITURE:
        return False
    if words.casefold().strip(" .:()[]-\u2013\u2014_*|>") in _ALONE | {""}:
        return True
    if _LINK.match(words) or _TAGS.match(words) or _ADDRESS.fullmatch(words):
        return True
    if _BREADCRUMBS.match(words):
        return True
    if is_caption(words) or is_credit(words):
        return True
    asks = _PLEA.match(words) or _NOTICE.match(words.lstrip("(* ")) or _PLEA_INSIDE.search(words)
    return bool(asks) and len(words.split()) <= _MAX_PLAIN_WORDS and not speaks(words)


def find_scraps(words: str) -> list[tuple[int, int]]:
    """Return the offsets of picture and wire credits inside a line that is else the article's."""
    scraps = [match.span() for match in _CREDIT_IN_BRACKETS.finditer(words)]
    tail = max(0, len(words) - _LONGEST_FURNITURE)
    for match in _LAST_SENTENCE.finditer(words, tail):
        if is_credit(words[match.end() :]):
            scraps.append((match.end(), len(words)))
            break
    if caption := _CREDIT_AT_END.search(words, tail):
        scraps.append(caption.span())
    return scraps
