"""Measures who reads the journey on labelled utterances: `python -m bench.intent [--data DIR] [--errors SLOT]`.

`--model rules` (the default) are the local rules alone, `model` is the configured model alone, `merge` both as the bot
puts them together; all that are named see the same answers of the model, one call a row. `best` and `worst` need none:
they are the merge with a model that answers what the labels say, and with one that puts every date a week later and
every number up by one. `--sample N` takes N rows spread over each set. What was said before a row is read by the rules.

For each set, language and slot: rows (the slot is labelled), exact (the label's value was read), abstained (nothing was
read where a value is labelled), wrong (a value was read that the label contradicts, or that the labels do not support).
"turn" compares what the message itself states, "state" what is known after replaying the conversation. The last line
of a set counts the turns that state nothing in which something unsupported was read. Rows whose labels contradict
themselves are left out. `implied` lists what counts as supported although it is not written for the slot.

The sets in utterances/slots are small samples of our own; others are folders of *.jsonl with the same fields: `lang`,
`today` (null: any day), `utterance`, `history` (`speaker`, `text`), `slots` and, where it is known, `state`.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast

from bench.exam import OWN, examine
from bench.intent_readers import ASKING, READERS, Readers
from bot.types import HistoryItem, IntentChange

OWN_SETS = Path(__file__).with_name("utterances") / "slots"
WEEKDAY_ONLY_TODAY = date(2026, 1, 1)  # for sets whose labels name weekdays, not dates: any day will do
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SLOTS = ("check_in", "check_out", "check_in_day", "nights", "guests", "adults", "children")
RENAMED = {"kids": "children"}


@dataclass
class Tally:
    rows: int = 0  # the slot is labelled
    exact: int = 0
    abstained: int = 0
    wrong: int = 0  # read, but the label differs or has no value
    examples: list[str] = field(default_factory=list)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=OWN_SETS, help="folder of the labelled sets")
    parser.add_argument("--errors", metavar="SLOT", nargs="?", const="all", help="print what is misread, of this slot")
    parser.add_argument("--set", metavar="NAME", default="", help="only the sets whose file name contains NAME")
    parser.add_argument("--model", choices=READERS, nargs="+", default=["rules"], help="who reads")
    parser.add_argument("--sample", type=int, metavar="N", help="only N rows of each set")
    parser.add_argument(
        "--exam", type=Path, metavar="FILE", nargs="*", help="mark an exam's files instead (bench.exam), or our sample"
    )
    options = parser.parse_args()
    if options.exam is not None:
        examine(options.exam or [OWN], errors=bool(options.errors))
        return 0
    files = sorted(path for path in options.data.glob("*.jsonl") if options.set in path.name)
    if not files:
        print(f"No labelled sets in {options.data}: pass their folder with --data.", file=sys.stderr)
        return 2
    with Readers(options.model) as readers:
        for path in files:
            rows = [
                row for row in map(json.loads, path.read_text("utf-8").splitlines()) if not row.get("label_conflict")
            ]
            for name in options.model:
                readers.questions = 0
                measure(path.stem, rows, options, readers, name)
            readers.forget()
    return 0


def measure(title: str, rows: list[dict[str, Any]], options: argparse.Namespace, readers: Readers, name: str) -> None:
    labelled, errors = labelled_slots(rows), options.errors
    rows = rows[:: max(1, len(rows) // options.sample)][: options.sample] if options.sample else rows
    tallies: dict[tuple[str, str, str], Tally] = defaultdict(Tally)
    empty: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    started = time.perf_counter()
    for row in rows:
        slots = labelled[row.get("service")]
        turn, state = read(row, readers, name)
        for level, label, values in (("turn", row["slots"], turn), ("state", row.get("state"), state)):
            if label is not None:
                compare(tallies, (row["lang"], level), slots, normalise(label), values, row, errors)
        labels = normalise(row["slots"])
        if not any(slot in labels for slot in slots):
            empty[row["lang"]][0] += 1
            empty[row["lang"]][1] += any(
                turn.get(slot) is not None and not implied(slot, labels, row, turn[slot]) for slot in slots
            )
    seconds = time.perf_counter() - started
    speed = f"{len(rows) / seconds:.0f} rows/s with their history"
    print(f"\n{title}{'' if name == 'rules' else f', {name}'}: {len(rows)} rows, {told(readers, name) or speed}")
    print(f"  {'lang':4} {'level':5} {'slot':12} {'rows':>5} {'exact':>7} {'abstain':>8} {'wrong':>6}")
    for (lang, level, slot), tally in sorted(tallies.items(), key=lambda item: (item[0][0], item[0][1] != "turn")):
        share = max(tally.rows, 1)
        print(
            f"  {lang:4} {level:5} {slot:12} {tally.rows:5} {tally.exact / share:7.1%} {tally.abstained / share:8.1%} "
            f"{tally.wrong:6} ({tally.wrong / len(rows):.1%} of all rows)"
        )
        print("".join(f"      {example}\n" for example in tally.examples), end="")
    for lang, (count, false) in empty.items():
        print(f"  {lang:4} turns that state nothing: {count}, something read in {false} ({false / max(count, 1):.1%})")


def labelled_slots(rows: list[dict[str, Any]]) -> dict[str | None, tuple[str, ...]]:
    """Service → the slots its schema has: a value read for a slot that is never labelled is no error."""
    seen: dict[str | None, set[str]] = defaultdict(set)
    for row in rows:
        seen[row.get("service")] |= normalise(row["slots"]).keys() | normalise(row.get("state") or {}).keys()
    return {service: tuple(slot for slot in SLOTS if slot in slots) for service, slots in seen.items()}


def told(readers: Readers, name: str) -> str:
    """What the model's calls were like, and what came of them."""
    if name == "rules":
        return ""
    asked = "" if name == "model" else f"the guest is asked {readers.questions} times"
    if name not in ASKING:
        return asked
    calls = readers.seconds
    waits = statistics.quantiles(calls, n=20) if len(calls) > 1 else [0.0] * 19
    failed = f"{len(calls)} calls, {readers.failures} failed, p50 {waits[9]:.1f} s, p95 {waits[18]:.1f} s"
    return ", ".join(filter(None, (failed, asked)))


def read(row: dict[str, Any], readers: Readers, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was read in the turn alone and in all, as the labels write it."""
    today = date.fromisoformat(row["today"]) if row["today"] else WEEKDAY_ONLY_TODAY
    history = tuple(
        HistoryItem("user" if item["speaker"] == "user" else "assistant", item["text"], "") for item in row["history"]
    )
    change, intent = readers.read(name, row["utterance"], history, today, stated(row))
    state = {
        slot: getattr(intent, slot) for slot in ("check_in", "check_out", "nights", "guests", "adults", "children")
    }
    return written(dict(change)), written(state)


def stated(row: dict[str, Any]) -> IntentChange:
    """The label of the turn as a change; a label without a year of its own is none."""
    change: dict[str, Any] = {}
    for slot, value in normalise(row["slots"]).items():
        if slot in ("check_in", "check_out"):
            change[slot] = date.fromisoformat(value)
        elif slot in ("nights", "guests", "adults", "children") and isinstance(value, int):
            change[slot] = value
    return cast(IntentChange, change)


def written(values: dict[str, Any]) -> dict[str, Any]:
    texts = {slot: value.isoformat() if isinstance(value, date) else value for slot, value in values.items()}
    if isinstance(values.get("check_in"), date):
        texts["check_in_day"] = WEEKDAYS[values["check_in"].weekday()]
    return texts


def normalise(label: dict[str, Any]) -> dict[str, Any]:
    return {RENAMED.get(slot, slot): value for slot, value in label.items() if not isinstance(value, dict)}


def compare(
    tallies: dict[tuple[str, str, str], Tally],
    where: tuple[str, str],
    slots: tuple[str, ...],
    label: dict[str, Any],
    values: dict[str, Any],
    row: dict[str, Any],
    errors: str | None,
) -> None:
    for slot in slots:
        tally, expected, got = tallies[(*where, slot)], label.get(slot), values.get(slot)
        tally.rows += expected is not None
        tally.exact += expected is not None and got == expected
        tally.abstained += expected is not None and got is None
        wrong = got is not None and got != expected and not implied(slot, label, row, got)
        tally.wrong += wrong
        if errors == slot and (wrong or (expected is not None and got is None)):
            bot = row["history"][-1]["text"] if row["history"] else ""
            tally.examples.append(
                f"{'WRONG' if wrong else 'missed'} {expected} ≠ {got}: {row['utterance']!r}  ⟵ {bot!r}"
            )


def implied(slot: str, label: dict[str, Any], row: dict[str, Any], got: Any) -> bool:
    """A value that the labels support although they do not write it for this slot: nights from two dates, the
    departure from arrival and nights, the party from adults and children, a bare `date`, and in a turn what was known
    or is agreed by it (the accumulated label has it)."""
    if slot in label:
        return False
    if got == normalise(row.get("state") or {}).get(slot) or (
        slot in ("check_in", "check_out") and got == label.get("date")
    ):
        return True
    start, end, nights = label.get("check_in"), label.get("check_out"), label.get("nights")
    if slot == "nights" and start and end:
        return bool(got == (date.fromisoformat(end) - date.fromisoformat(start)).days)
    if slot == "check_out" and start and nights:
        return bool((date.fromisoformat(got) - date.fromisoformat(start)).days == nights)
    if slot == "guests" and ("adults" in label or "children" in label):
        return bool(got == (label.get("adults") or 0) + (label.get("children") or 0))
    return slot == "adults" and label.get("guests") == got


if __name__ == "__main__":
    sys.exit(main())
