"""All measurements in a short form, one after the other: `make bench`. Exit code 1 when one of them failed."""

from __future__ import annotations

import subprocess
import sys

from bench.intent import DEFAULT_DATA

SHORT = (
    ("turns", "--seconds", "2", "--rounds", "2", "--idle", "200"),
    ("search", "--units", "1000", "10000", "--queries", "100"),
    ("retrieval",),
    ("intent",),
    ("fact_gate",),
    ("budget", "--visitors", "200"),
    ("publishing", "--units", "200", "--latency", "50"),
    ("crashes", "--nodes", "2", "--kills", "10"),
    ("platforms", "--nodes", "2", "--kills", "5"),
    ("platforms", "--flood", "10", "--guests", "4"),
)


def main() -> None:
    failed = []
    for name, *options in SHORT:
        if name == "intent" and not DEFAULT_DATA.exists():
            print(f"intent: left out, the labelled sets are not in {DEFAULT_DATA} (--data)", flush=True)
            continue
        print(f"== python -m bench.{' '.join((name, *options))}", flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{name}", *options], check=False).returncode:
            failed.append(name)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
