"""Time and peak memory of the main job, ``kgraph build seeds``: ``python -m benchmarks.main_job``.

Each run is a process of its own, so that starting Python and loading the models count.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
KIB_IN_MIB = 1024
BYTES_IN_MIB = 1024 * KIB_IN_MIB


def main() -> None:
    """Run the job some times and print what each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "inputs", nargs="*", default=[SEEDS], help="default: the articles in seeds/"
    )
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    taken = [run(args.inputs) for _ in range(args.runs)]
    for seconds, processor in taken:
        print(f"{seconds:6.1f} s, of processor time {processor:.1f} s")
    # the highest of any finished child; Linux counts KiB, macOS bytes
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    mib = peak / (BYTES_IN_MIB if sys.platform == "darwin" else KIB_IN_MIB)
    median = statistics.median(seconds for seconds, _ in taken)
    print(f"median {median:.1f} s, peak memory {mib:.0f} MiB")


def run(inputs: list[Path]) -> tuple[float, float]:
    """Return the seconds that one run took, and those of processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "kgraph", "build", *map(str, inputs), "-o", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, processor


if __name__ == "__main__":
    main()
