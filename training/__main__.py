"""PolNeAR checkout -> the shipped tagger, in one command: ``python -m training --help``.

Trains the teacher, distils it, writes the int8 file, and beside it ``metrics.json`` with what each
run measured on the held-back articles. Some hours on two cores.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

TAGGER = Path(__file__).resolve().parent.parent / "kgraph/data/tagger"


def main() -> None:
    """Run the five steps, each a process of its own."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("polnear", type=Path, help="a PolNeAR checkout")
    ap.add_argument("base", type=Path, help="model.safetensors of all-MiniLM-L6-v2")
    ap.add_argument("--work", type=Path, default=Path("tagger-work"), help="folder for the steps")
    ap.add_argument("--out", type=Path, default=TAGGER, help="folder of the shipped files")
    ap.add_argument("--version", required=True, help="for the model card: the day, say")
    args = ap.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    data, *runs = (args.work / n for n in ("train.jsonl", "teacher.pt", "thin.pt", "student.pt"))
    teacher, thin, student = runs
    _run("polnear", args.polnear / "data/train", data)
    _run("train", data, args.base, teacher)
    _run("distil", data, teacher, thin)
    _run("distil", data, teacher, student, "--start", thin, "--inner", 768, "--epochs", 3)
    _run("export", student, data, "--out", args.out, "--version", args.version)
    measured = {
        path.stem: json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        for path in runs
    }
    (args.out / "metrics.json").write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")


def _run(step: str, *arguments: object) -> None:
    subprocess.run([sys.executable, "-m", f"training.{step}", *map(str, arguments)], check=True)


if __name__ == "__main__":
    main()
