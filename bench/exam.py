"""Marks the local reading on an exam (`python -m bench.intent --exam [FILE …] [--errors]`).

A row is {id, lang, text, history, today, locale, kind, expect}; `expect` holds the fields under exam: null must stay
unknown, {"any": […]} accepts any of these, {"range": [a, b], "null_ok": bool} a value between (ISO dates compare as
text); `preferences_has`, `preferences_not` and `exclusions_has` are ids of features, `budget_basis` is the budget's. A
row is exact when every field is; wrong when a value is stated that should not be; else missed. Rows with a `turn`
belong to a dialogue, whose id stands before the last point: states exact, and dialogues without a fault, are counted.
The sample beside this file is the start of an exam that was written without sight of the code.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.offers.wire import intent_json
from bot.types import HistoryItem
from plugins.understanding.read import Setting
from plugins.understanding.replay import replay

OWN = Path(__file__).with_name("utterances") / "exam.jsonl"
LISTS = {"preferences_has": "preferences", "preferences_not": "preferences", "exclusions_has": "exclusions"}


@dataclass(frozen=True)
class Fault:
    field: str
    expected: Any
    got: Any
    is_wrong: bool  # a value was stated; else it was missed

    def __str__(self) -> str:
        kind = "WRONG " if self.is_wrong else "missed"
        return f"    {kind} {self.field}: {json.dumps(self.expected, ensure_ascii=False)} ≠ {self.got}"


@dataclass
class Marked:
    row: Mapping[str, Any]
    faults: list[Fault]
    seconds: float

    @property
    def is_exact(self) -> bool:
        return not self.faults

    @property
    def is_wrong(self) -> bool:
        return any(fault.is_wrong for fault in self.faults)


def examine(files: Sequence[Path], *, errors: bool) -> None:
    """Print the marks of all rows of the files."""
    rows = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines() if line.strip()]
    replay("hello", Setting(date(2026, 1, 1)))  # the encoder loads
    marked = [_marked(row) for row in rows]
    if errors:
        _print_errors(marked)
    print(f"{'':5} {'rows':>5} {'exact':>7} {'wrong':>7} {'missed':>7}")
    for language in sorted({row["lang"] for row in rows}):
        _print_line(language, [one for one in marked if one.row["lang"] == language])
    _print_line("all", marked)
    _print_dialogues([one for one in marked if "turn" in one.row])
    ordered = sorted(one.seconds / (1 + _guest_turns(one.row)) for one in marked)
    p50, p95 = (1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in (0.5, 0.95))
    print(f"ms a message: p50 {p50:.1f}, p95 {p95:.1f}, worst {1000 * ordered[-1]:.1f}")


def _guest_turns(row: Mapping[str, Any]) -> int:
    return sum(item["role"] == "user" for item in row["history"])


def _marked(row: Mapping[str, Any]) -> Marked:
    history = [
        HistoryItem("user" if item["role"] == "user" else "assistant", item["content"], "") for item in row["history"]
    ]
    started = time.perf_counter()
    known = replay(row["text"], Setting(date.fromisoformat(row["today"]), row["locale"]), history=history).intent
    seconds = time.perf_counter() - started
    return Marked(row, list(faults(row["expect"], intent_json(known))), seconds)


def faults(expect: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[Fault]:
    """Where `known`, a travel intent as JSON, is not what a row expects."""
    for field, gold in expect.items():
        if field in LISTS:
            yield from _list_faults(field, gold, known.get(LISTS[field]) or [])
        elif field in ("budget_range", "period"):
            yield from _object_faults(field, gold, known.get(field))
        elif field == "budget_basis":
            budget = known.get("budget_range")
            yield from _value_faults(field, gold, budget["basis"] if budget else None)
        elif field == "place":
            yield from _value_faults(field, _folded(gold), _folded(known.get(field)))
        elif field == "infants":  # nobody and not said are the same
            yield from _value_faults(field, gold or None, known.get(field) or None)
        else:
            yield from _value_faults(field, gold, known.get(field))


def _folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _list_faults(field: str, gold: Sequence[str], known: Sequence[str]) -> Iterator[Fault]:
    for item in gold:
        wanted = field != "preferences_not"
        if (item in known) != wanted:
            yield Fault(field, item, list(known), not wanted)


def _object_faults(field: str, gold: Any, known: Mapping[str, Any] | None) -> Iterator[Fault]:
    """Of several that are right, the nearest counts."""
    accepted = gold["any"] if gold and "any" in gold else [gold]
    yield from min((list(_part_faults(field, one, known)) for one in accepted), key=len)


def _part_faults(field: str, gold: Mapping[str, Any] | None, known: Mapping[str, Any] | None) -> Iterator[Fault]:
    if gold is None or known is None:
        if gold is not known:
            yield Fault(field, gold, known, known is not None)
        return
    for name, part in gold.items():
        yield from _value_faults(f"{field}.{name}", part, known.get(name))


def _value_faults(field: str, gold: Any, got: Any) -> Iterator[Fault]:
    if not _accepts(gold, got):
        yield Fault(field, gold, got, got is not None)


def _accepts(gold: Any, got: Any) -> bool:
    if isinstance(gold, dict) and "any" in gold:
        return got in gold["any"]
    if isinstance(gold, dict) and "range" in gold:
        low, high = gold["range"]
        return bool(gold.get("null_ok")) if got is None else bool(low <= got <= high)
    return bool(gold == got)


def _print_line(name: str, marked: Sequence[Marked]) -> None:
    count = max(len(marked), 1)
    exact, wrong = sum(one.is_exact for one in marked), sum(one.is_wrong for one in marked)
    missed = len(marked) - exact - wrong
    print(f"{name:5} {len(marked):5} {exact / count:7.1%} {wrong / count:7.1%} {missed / count:7.1%}")


def _print_dialogues(marked: Sequence[Marked]) -> None:
    if not marked:
        return
    dialogues: dict[str, list[bool]] = defaultdict(list)
    for one in marked:
        dialogues[one.row["id"].rpartition(".")[0]].append(one.is_exact)
    states = [exact for turns in dialogues.values() for exact in turns]
    faultless = [all(turns) for turns in dialogues.values()]
    print(
        f"dialogues: {len(states)} states, {sum(states) / len(states):.1%} exact; "
        f"{sum(faultless)} of {len(faultless)} dialogues without a fault"
    )


def _print_errors(marked: Sequence[Marked]) -> None:
    for one in marked:
        if one.faults:
            said = " | ".join(item["content"] for item in one.row["history"] if item["role"] == "user")
            print(f"[{one.row['id']}] ({one.row['kind']}) {one.row['locale']} {one.row['today']} {one.row['text']!r}")
            print("".join(f"    before: {said}\n" if said else ""), end="")
            print("\n".join(map(str, one.faults)))
