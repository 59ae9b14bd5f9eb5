"""What a model might say, one sentence a row, true or not: what the gate passes and holds, by language and kind.

A row: {id, lang, truth, kind, units, guest, text, quote}. `units` are ids of the demo's listings, found in the turn;
`guest` is what the guest has just written; `quote` {unit, check_in, check_out, guests} or null is a price that was
worked out. What the house says of the usual topics is known, and what is nearest to the guest's words.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from bench.lies import reply_of, tenant
from bot.catalog.listing import SourceUnit
from bot.catalog.marketing import public_form
from bot.catalog.reading import read_units
from bot.conversation.turn import Turn, local_now
from bot.demo.loading import FOLDER
from bot.knowledge.reading import SourceEntry, read_entries
from bot.offers.fitting import fitted
from bot.offers.quoting import quote
from bot.sentence_encoder import encode
from bot.types import Entry, GuestMessage, Intent, Known, Quote, Session, Unit
from plugins.fact_gate.checking import checked
from plugins.fact_gate.facts import facts_of
from plugins.understanding.read import Setting
from plugins.understanding.replay import replay

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
NEAREST = 3  # entries of the house that a search brings, whatever their topic


@dataclass(frozen=True)
class Marked:
    row: Mapping[str, Any]
    said: str
    reasons: tuple[str, ...]
    seconds: float

    @property
    def is_wrong(self) -> bool:
        """A truth of which something was changed, or a lie of which nothing was."""
        return (self.said.strip() == self.row["text"].strip()) is not self.row["truth"]


def examine(file: Path, *, as_json: bool = False, errors: bool = False) -> None:
    """Print the marks of a file's rows."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    for row in rows[:1]:
        _marked(row)  # what is loaded once is no part of a sentence's time
    marked = [_marked(row) for row in rows]
    for truth, name in ((False, "lies through"), (True, "truths held")):
        _print_table(name, [mark for mark in marked if mark.row["truth"] is truth])
    if errors:
        for mark in marked:
            if mark.is_wrong:
                print(f"{mark.row['id']} {mark.row['kind']}: {mark.row['text']} {list(mark.reasons)}")
    print(f"ms a sentence beside the reading: median {statistics.median(mark.seconds for mark in marked) * 1000:.2f}")
    if as_json:
        counts = {"lies": 0, "through": 0, "truths": 0, "held": 0}
        for mark in marked:
            all_, wrong = ("truths", "held") if mark.row["truth"] else ("lies", "through")
            counts[all_] += 1
            counts[wrong] += mark.is_wrong
        print(json.dumps(counts))


def _marked(row: Mapping[str, Any]) -> Marked:
    turn = turn_of(row)
    said, corrections = checked(row["text"], facts_of(turn, reply_of(turn, row["text"])), row["lang"])
    started = time.perf_counter()
    checked(row["text"], facts_of(turn, reply_of(turn, row["text"])), row["lang"])
    seconds = time.perf_counter() - started
    return Marked(row, said, tuple(reason for each in corrections for reason in each.reasons), seconds)


def turn_of(row: Mapping[str, Any]) -> Turn:
    """The turn in which a row's text would be said."""
    house, found = tenant(), [_homes()[id_] for id_ in row["units"]]
    stay = row["quote"]
    intent = replay(row["guest"], Setting(NOW.date(), "es-ES")).intent
    if stay and not (intent.check_in and intent.check_out):
        intent = _quoted_for(intent, stay)
    message = GuestMessage(1, "1", row["guest"], NOW)
    session = Session(UUID(int=2), house.tenant_id, "web", language=row["lang"])
    return Turn(
        house, session, (message,), local_now(house, NOW), intent, row["lang"], cast(Any, None),
        found=tuple(fitted(unit, intent, 0.5) for unit in found),
        knowledge=house_says(row["lang"], row["guest"]),
        quotes=(_quote(stay),) if stay else (),
    )  # fmt: skip


def _quoted_for(intent: Intent, stay: Mapping[str, Any]) -> Intent:
    check_in, check_out = date.fromisoformat(stay["check_in"]), date.fromisoformat(stay["check_out"])
    nights, guests = (check_out - check_in).days, intent.guests or stay.get("guests")
    return replace(intent, check_in=check_in, check_out=check_out, nights=nights, guests=guests)


def _quote(stay: Mapping[str, Any]) -> Quote:
    unit = _homes()[stay["unit"]]
    return quote(unit, date.fromisoformat(stay["check_in"]), date.fromisoformat(stay["check_out"]))


@cache
def _homes() -> dict[str, Unit]:
    rows = read_units(FOLDER / "units.jsonl", tenant())
    return {row.source_id: public_form(row.unit) for row in rows if isinstance(row, SourceUnit)}


def house_says(language: str, asked: str) -> tuple[Known, ...]:
    """The entries of the usual topics, and those nearest to what the guest asks."""
    entries, vectors = _entries(language)
    near = np.argsort(-(vectors @ encode([asked])[0]))[:NEAREST]
    chosen = [entry for index, entry in enumerate(entries) if entry.topic or index in near]
    return tuple(
        Known(
            Entry(UUID(int=at), each.question, each.answer, each.language, "", each.title, each.key, topic=each.topic),
            0,
            1.0,
        )
        for at, each in enumerate(chosen)
    )


@cache
def _entries(language: str) -> tuple[list[SourceEntry], NDArray[np.float32]]:
    read = read_entries(FOLDER / "knowledge.md", "es")
    own = [row for row in read if isinstance(row, SourceEntry) and row.language == language and row.unit is None]
    return own, encode([row.question for row in own])


def _print_table(name: str, marked: Sequence[Marked]) -> None:
    print(f"{name}: {sum(mark.is_wrong for mark in marked)} of {len(marked)}")
    languages = sorted({mark.row["lang"] for mark in marked})
    print(f"  {'':16}{''.join(f'{language:>6}' for language in languages)}{'all':>8}")
    for kind in (*sorted({mark.row["kind"] for mark in marked}), ""):
        of_kind = [mark for mark in marked if not kind or mark.row["kind"] == kind]
        cells = "".join(f"{_wrong(of_kind, language):>6}" for language in languages)
        print(f"  {kind or 'all':16}{cells}{_wrong(of_kind):>8}")


def _wrong(marked: Sequence[Marked], language: str = "") -> str:
    chosen = [mark for mark in marked if not language or mark.row["lang"] == language]
    return f"{sum(mark.is_wrong for mark in chosen)}/{len(chosen)}" if chosen else "-"
