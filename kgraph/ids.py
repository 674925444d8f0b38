"""What ids are made of: the same for the same parts, in every run and process."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata


def stable_hash(*parts: object) -> str:
    """Return 16 hex digits that depend on the parts alone: sha256 of their canonical JSON."""
    canonical = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def slug(name: str) -> str:
    """Return the name in lower-case ASCII letters and digits with hyphens between.

    >>> slug("Élysée  Palace (Paris)")
    'elysee-palace-paris'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain.replace(".", "").replace("'", "")).strip("-")
    return made or "x" + name.encode("utf-8").hex()[:16]
