"""How often the house's right answer is found, and how often a question is known not to be in it.

    python -m bench.knowledge [FILE…] [--json] [--errors] [--first 20] [--house 10]

A file has JSON lines {"ask", "lang", "expects"}: a guest's question, its language, and the key of the entry that
answers it, or null. Lines {"entry", "lang", "question", "answer"?} make a house of the file's own; without them
it is the demo's. Every question goes through understanding and the search as in a turn, against real PostgreSQL. Shown
by language: of the questions that are in it, how many get the right entry first, a wrong one, and none; of those that
are not, how many get none. The last line with `--json` is {"asked", "right", "wrong", "silent", "outside", "refused"}.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg

from bench.database import OwnDatabase, own_database
from bot.app import App
from bot.conversation.turn import Turn, local_now
from bot.core import Core
from bot.demo.loading import FOLDER, GUIDES
from bot.knowledge.importing import import_entries
from bot.knowledge.publishing import publish_entries
from bot.knowledge.reading import read_entries, source_of
from bot.ledger import tenant_admin
from bot.settings import Secrets, Settings
from bot.store.administering import enter_tenant, tenant_transactions
from bot.types import GuestMessage, Intent, Known, Session, Tenant

OWN = Path(__file__).with_name("utterances") / "knowledge.jsonl"
PLUGINS = ("plugins.embeddings_local", "plugins.knowledge", "plugins.understanding")

Row = Mapping[str, Any]


@dataclass
class Tally:
    asked: int = 0  # that are in it
    right: int = 0
    wrong: int = 0
    silent: int = 0
    outside: int = 0  # that are not
    refused: int = 0

    def add(self, other: Tally) -> None:
        for name, value in asdict(other).items():
            setattr(self, name, getattr(self, name) + value)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*", default=[OWN])
    parser.add_argument("--json", action="store_true", help="a last line for programs")
    parser.add_argument("--errors", action="store_true", help="print what goes wrong")
    parser.add_argument("--first", type=int, help="only so many questions of each file")
    parser.add_argument("--house", type=int, help="a house of only so many entries of each file")
    options = parser.parse_args()
    by_language: dict[str, Tally] = defaultdict(Tally)
    for file in options.files:
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
        asked = [row for row in rows if "ask" in row][: options.first]
        with own_database() as database:
            asyncio.run(_measure(database, [row for row in rows if "entry" in row], asked, by_language, options))
    _print(by_language, as_json=options.json)
    return 0


async def _measure(
    database: OwnDatabase,
    entries: Sequence[Row],
    asked: Sequence[Row],
    tallies: dict[str, Tally],
    options: argparse.Namespace,
) -> None:
    settings = Settings(
        plugins={"enabled": PLUGINS, "entry_points": False}, channels={"enabled": (), "entry_points": False}
    )
    with tenant_admin.connect(database.admin_url) as conn:
        tenant_id = UUID(str(tenant_admin.add(conn, "house", "House", {})["tenant_id"]))
    async with App(settings, Secrets(), database.url).started() as core:
        await _publish(database, core, tenant_id, entries, options.house)
        tenant = await core.tenants.find("house")
        for row in asked:
            known = await _look_up(core, tenant, row)
            best = max(known, key=lambda each: (not each.by_topic, each.score), default=None)
            tally = _marked(best, row["expects"])
            tallies[row["lang"]].add(tally)
            if options.errors and not (tally.right or tally.refused):
                told = f"{best.entry.key} {best.score:.2f}{' by topic' if best.by_topic else ''}" if best else "nothing"
                print(f"  {row['lang']} {row['expects']} ≠ {told}: {row['ask']!r}")


async def _publish(
    database: OwnDatabase, core: Core, tenant_id: UUID, entries: Sequence[Row], first: int | None
) -> None:
    async with await psycopg.AsyncConnection.connect(database.admin_url, autocommit=True) as conn:
        with tempfile.TemporaryDirectory() as folder:
            own = Path(folder) / "house.jsonl"
            own.write_text("\n".join(json.dumps(_entry(row)) for row in entries), "utf-8")
            files = [own] if entries else [FOLDER / name for name in GUIDES]
            async with conn.transaction():
                await enter_tenant(conn, tenant_id)
                for file in files:
                    await import_entries(conn, tenant_id, source_of(file), islice(read_entries(file, "es"), first))
        embedder = core.embedders.preferred
        assert embedder
        transaction = tenant_transactions(conn, tenant_id)
        await publish_entries(transaction, tenant_id, embedder, core.act_readers.preferred)


def _entry(row: Row) -> Row:
    answer = row.get("answer") or row["question"]
    return {"id": row["entry"], "language": row["lang"], "question": row["question"], "answer": answer}


async def _look_up(core: Core, tenant: Tenant, row: Row) -> list[Known]:
    now = local_now(tenant, datetime.now(UTC))
    session = Session(uuid4(), tenant.tenant_id, "bench", language=row["lang"])
    message = GuestMessage(1, "1", row["ask"], now)
    turn = Turn(tenant, session, (message,), now, Intent(), row["lang"], core.database)
    async for _, extraction in core.hooks.each("extract_intent", turn=turn):
        if extraction:
            turn.read(extraction)
    found: list[Known] = []
    async for _, known in core.hooks.each("look_up", turn=turn):
        found += known or []
    return found


def _marked(best: Known | None, expects: str | None) -> Tally:
    if expects is None:
        return Tally(outside=1, refused=best is None)
    return Tally(
        asked=1,
        right=best is not None and best.entry.key == expects,
        wrong=best is not None and best.entry.key != expects,
        silent=best is None,
    )


def _print(by_language: dict[str, Tally], *, as_json: bool) -> None:
    total = Tally()
    print(f"{'':4} {'in it':>6} {'right':>7} {'wrong':>7} {'silent':>7} {'not in it':>10} {'refused':>8}")
    for language, tally in sorted(by_language.items()):
        print(_line(language, tally))
        total.add(tally)
    print(_line("all", total))
    if as_json:
        print(json.dumps(asdict(total)))


def _line(name: str, tally: Tally) -> str:
    asked, outside = max(tally.asked, 1), max(tally.outside, 1)
    return (
        f"{name:4} {tally.asked:6} {tally.right / asked:7.1%} {tally.wrong / asked:7.1%} {tally.silent / asked:7.1%}"
        f" {tally.outside:10} {tally.refused / outside:8.1%}"
    )


if __name__ == "__main__":
    sys.exit(main())
