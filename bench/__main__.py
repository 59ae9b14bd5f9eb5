"""All measurements, one after the other, in a short form of some minutes (`make bench`), or only shown to work.

    python -m bench [--least] [NAME …]

`--least` runs each on as little as it takes, in seconds: its figures mean nothing. The tests do the same. Exit code 1
when one failed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """One command; `short` and `least` are its options in the two forms."""

    name: str  # of the module
    short: str = ""
    least: str = ""

    def command(self, *, least: bool) -> list[str]:
        return [sys.executable, "-m", f"bench.{self.name}", *(self.least if least else self.short).split()]


RUNS = (
    Run(
        "turns",
        "--seconds 2 --rounds 2 --idle 200 --understanding",
        "--seconds 0.05 --rounds 1 --connections 1 2 --idle 4 --understanding",
    ),
    Run("search", "--units 1000 10000 --queries 100", "--units 300 --queries 4"),
    Run("retrieval", least="--needs 4"),
    Run("knowledge", least="--first 6 --house 12"),
    Run("intent", "--model rules best worst", "--model rules best worst"),
    Run("intent", "--exam", "--exam"),
    Run("acts"),
    Run("lies", "--count 10", "--count 10"),
    Run("fact_gate", least="--lies 22 --truths 10 --people 1"),
    Run("fact_gate", "--exam", "--exam --json"),
    Run("hostile", "--pairs 40 --every 4", "--pairs 6 --every 800 --limit 1000"),
    Run("budget", "--visitors 200", "--visitors 8 --turns 2"),
    Run("publishing", "--units 200 --latency 50", "--units 12 --latency 1"),
    Run("crashes", "--nodes 2 --kills 10", "--nodes 2 --kills 1 --visitors 2 --messages 2"),
    Run("platforms", "--nodes 2 --kills 5", "--nodes 1 --kills 1 --guests 3"),
    Run("platforms", "--flood 10 --guests 4", "--flood 1 --guests 2 --answers 1"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these")
    parser.add_argument("--least", action="store_true", help="only show that they work")
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - {run.name for run in RUNS}:
        parser.error(f"no such measurement: {', '.join(sorted(unknown))}")
    failed = []
    for run in RUNS:
        if chosen.names and run.name not in chosen.names:
            continue
        command = run.command(least=chosen.least)
        print(f"== python {' '.join(command[1:])}", flush=True)
        started = time.perf_counter()
        if subprocess.run(command, check=False).returncode:
            failed.append(run.name)
        print(f"   {time.perf_counter() - started:.0f} s\n", flush=True)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
