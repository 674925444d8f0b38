"""PolNeAR's files -> the JSONL of training and scorers: ``python -m training.polnear --help``.

A checkout holds, per part (``data/train``, ``data/dev``), ``text/NAME.txt`` and, in brat's standoff
format, ``attributions/NAME_ANNOTATOR.ann``. Where several people annotated an article, the first
by name is taken.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

ROLES = ("source", "cue", "content")
_SPAN = re.compile(
    r"^(T\d+)\t(\S+) ([\d ;]+)\t", re.MULTILINE
)  # the words after it may hold breaks
_EVENT = re.compile(r"^(E\d+)\t(Attribution\S*):T\d+([^\n]*)", re.MULTILINE)
_ROLE = re.compile(r"(Source|Cue|Content)\d*:(T\d+)")


def read_attributions(standoff: str) -> list[dict[str, Any]]:
    """Return the attributions of one ``.ann`` file: id and, per role, half-open offsets."""
    spans = {
        name: [[int(x) for x in part.split()] for part in places.split(";")]
        for name, _, places in _SPAN.findall(standoff)
    }
    made = []
    for name, kind, roles in _EVENT.findall(standoff):
        found: dict[str, list[list[int]]] = {role: [] for role in ROLES}
        for role, span in _ROLE.findall(roles):
            found[role.lower()] += spans[span]
        parts = {role: sorted(found[role]) for role in ROLES}
        made.append({"id": name, **parts, "attributes": {"type": kind}})
    return made


def read_part(folder: Path) -> list[dict[str, Any]]:
    """Return the records of a part of the corpus, by name.

    Raises:
        FileNotFoundError: If the folder is no part of a PolNeAR checkout.
    """
    texts = sorted((folder / "text").glob("*.txt"))
    if not texts:
        raise FileNotFoundError(
            f"{folder} holds no text/*.txt: name data/train of a PolNeAR checkout"
        )
    records = []
    for path in texts:
        annotated = sorted((folder / "attributions").glob(f"{path.stem}_????.ann"))
        if annotated:
            text = path.read_bytes().decode("utf-8")  # offsets count every character as it is
            attributions = read_attributions(annotated[0].read_text(encoding="utf-8"))
            records.append({"id": path.stem, "text": text, "attributions": attributions})
    return records


def main() -> None:
    """Write the JSONL of one part."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("folder", type=Path, help="data/train of a PolNeAR checkout")
    ap.add_argument("out", type=Path, help="the JSONL to write")
    args = ap.parse_args()
    lines = [json.dumps(record, ensure_ascii=False) for record in read_part(args.folder)]
    args.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
