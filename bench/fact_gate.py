"""The fact gate against lies and truths: what gets through, what is held back for nothing, how long it takes.

    python -m bench.fact_gate [--lies 500] [--truths N] [--people 6]
    python -m bench.fact_gate --exam [FILE] [--errors] [--json]

With `--exam` only the rows of a file are looked at (bench.gate_exam says what they are; statements.jsonl without a
name); with `--json` the last line counts them: {"lies", "through", "truths", "held"}.

Lies and model-like truths come from bench.lies, out of the demo's catalog. Each is looked at twice: as a whole reply,
and as a sentence of a stream, where it is not known yet which units the reply relies on. Further truths are what the
local concierge really answers to the dialogues below, on the demo with all built-in plugins. Exit code 1 when one of
these lies got through. What the gate does with wordings that it was not built on is shown beside them
(strangers.jsonl).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from uuid import uuid4

import psycopg

from bench.database import OwnDatabase, demo_database
from bench.gate_exam import examine
from bench.lies import Lie, Truth, lies, reply_of, truths, turn_about, units
from bot.app import App
from bot.settings import Secrets, Settings
from bot.types import Unit
from plugins.fact_gate.checking import checked
from plugins.fact_gate.facts import facts_of
from tests.support.guest import GuestOnTest

DIALOGUES = {
    "en": (
        "Hello", "A house with a pool for 4 people from 10 to 17 August 2027", "tell me more about the second one",
        "compare the first two", "does it have parking?", "is it free?", "how much is the cleaning?",
        "anything cheaper?", "show me photos", "what is your cancellation policy?", "can we bring a dog?",
        "check-in time?", "book the first one", "Ana López", "ana@example.com", "no, change something", "the name",
        "Ana Gómez", "cancel", "thanks",
    ),
    "es": (
        "Hola", "Busco un apartamento para 2 personas del 5 al 12 de junio de 2027, máximo 150 euros la noche",
        "cuéntame más del primero", "¿tiene piscina?", "¿cuántas habitaciones tiene?", "¿está libre?",
        "¿algo más grande?", "¿admiten mascotas?", "¿cómo se paga?", "¿a qué hora es la entrada?",
        "y con vistas al mar", "enséñame otros", "¿cuál es el más barato?", "¿y si somos 5?", "reserva el primero",
        "Luis Pérez", "600 123 456", "sí", "gracias",
    ),
}  # fmt: skip
HOME = "Casa Solera, Cala Blanca"
STATEMENTS = Path(__file__).with_name("statements.jsonl")
STRANGERS = Path(__file__).with_name("strangers.jsonl")
WISHES = {
    "en": ("with a sauna", "near the beach", "for 8 people", "with sea view", "under 100 euros a night", "one night"),
    "es": ("con jacuzzi", "junto a la playa", "para 8 personas", "con chimenea", "menos de 100 euros", "con ascensor"),
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--exam", type=Path, nargs="?", const=STATEMENTS, metavar="FILE", help="mark the rows of this file instead"
    )
    parser.add_argument("--errors", action="store_true", help="with --exam: print what was marked wrong")
    parser.add_argument("--json", action="store_true", help="with --exam: end with the counts")
    parser.add_argument("--lies", type=int, default=500)
    parser.add_argument("--truths", type=int, help="only the first so many")
    parser.add_argument("--people", type=int, default=6, help="who hold each dialogue, each after another first wish")
    chosen = parser.parse_args()
    if chosen.exam:
        examine(chosen.exam, as_json=chosen.json, errors=chosen.errors)
        return
    homes = [unit for unit in units() if unit.pricing]
    told = lies(chosen.lies)
    through = [lie for number, lie in enumerate(told) if not _is_stopped(lie, _others(homes, number, lie.unit))]
    by_kind = Counter(lie.kind for lie in told)
    print(f"lies through: {len(through)} of {len(told)} ({', '.join(f'{n} {k}' for k, n in by_kind.items())})")
    for lie in through:
        print(f"  {lie.kind}, {lie.language}: {lie.text}")
    said = truths()[: chosen.truths]
    times: list[float] = []
    held = [t for number, t in enumerate(said) if not _is_said(t, _others(homes, number, t.unit), times)]
    print(f"model-like truths held back: {len(held)} of {len(said)}")
    for truth in held:
        print(f"  {truth.language}: {truth.text}")
    _strangers(homes)
    count, corrections, local_times = _concierge(chosen.people)
    print(f"the concierge's own replies held back: {len(corrections)} of {count}")
    for sentence, reason in corrections:
        print(f"  {sentence} ({reason})")
    print(f"a sentence: p50 {_ms(times, 50)}, p95 {_ms(times, 95)} ms; a whole local reply: p50 {_ms(local_times, 50)},"
          f" p95 {_ms(local_times, 95)} ms")  # fmt: skip
    sys.exit(1 if through else 0)


def _strangers(homes: list[Unit]) -> None:
    """Sentences that somebody wrote who did not know the gate, about one home: what they say of wordings it never saw.

    Its words were extended with the lies and truths in view, and not with the fresh lies.
    """
    home = next(unit for unit in homes if unit.name == HOME)
    rows = [json.loads(line) for line in STRANGERS.read_text("utf-8").splitlines()]
    for name in ("lies", "fresh lies", "truths"):
        chosen = [row for row in rows if row["set"] == name]
        wrong = [row for row in chosen if _is_wrong(home, homes[3:6], row)]
        what = "held back" if name == "truths" else "through"
        print(f"a stranger's {name} {what}: {len(wrong)} of {len(chosen)}")
        if name != "truths":
            for row in wrong:
                print(f"  {row['language']}: {row['text']}")


def _is_wrong(home: Unit, others: list[Unit], row: dict[str, str]) -> bool:
    """A lie that is said, or a truth that is not; the guest has asked about the home."""
    turn = turn_about(home, others, row["language"], f"{HOME}?")
    for reply in (reply_of(turn, row["text"]), None):
        said, corrections = checked(row["text"], facts_of(turn, reply), row["language"])
        if _plain(row["forbidden"]) in _plain(said) if "forbidden" in row else corrections:
            return True
    return False


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").lower()


def _others(homes: list[Unit], number: int, unit: Unit) -> list[Unit]:
    near = [homes[(number * 7 + step) % len(homes)] for step in (1, 2, 3)]
    return [home for home in near if home.unit_id != unit.unit_id]


def _is_stopped(lie: Lie, others: list[Unit]) -> bool:
    turn = turn_about(lie.unit, others, lie.language)
    for reply in (reply_of(turn, lie.text), None):
        said, _ = checked(lie.text, facts_of(turn, reply), lie.language)
        plain = said.replace("\u00a0", " ").lower()
        if any(part.replace("\u00a0", " ").lower() in plain for part in lie.forbidden):
            return False
    return True


def _is_said(truth: Truth, others: list[Unit], times: list[float]) -> bool:
    turn = turn_about(truth.unit, others, truth.language)
    for reply in (reply_of(turn, truth.text), None):
        started = time.perf_counter()
        _, corrections = checked(truth.text, facts_of(turn, reply), truth.language)
        times.append(time.perf_counter() - started)
        if corrections:
            return False
    return True


def _concierge(people: int) -> tuple[int, list[tuple[str, str]], list[float]]:
    """Replies, what was corrected in them, and seconds of the gate for each."""
    with demo_database() as database:
        return asyncio.run(_talk(database, people))


async def _talk(database: OwnDatabase, people: int) -> tuple[int, list[tuple[str, str]], list[float]]:
    settings = Settings(channels={"enabled": (), "entry_points": False}, jobs={"enabled": False})
    count, times = 0, []
    async with App(settings, Secrets(), database.url).started() as core:
        tenant = await core.tenants.find("demo")
        for language, texts in DIALOGUES.items():
            for wish in WISHES[language][:people]:
                guest = GuestOnTest(core, tenant.tenant_id, language, user=uuid4().hex)
                for text in (wish, *texts):
                    await guest.say(text)
                    count += 1
        with psycopg.connect(database.admin_url) as admin:
            rows = admin.execute("SELECT sentence, reasons[1] FROM reply_checks ORDER BY check_id").fetchall()
        times = _gate_times()
    return count, rows, times


def _gate_times() -> list[float]:
    """From the hook's own histogram: the bounds that hold half and 95 % of the calls."""
    from bot.metrics import HOOK_SECONDS

    series = HOOK_SECONDS.labels("check_reply", "fact_gate")
    found: list[float] = []
    for bound, bucket in zip(series._upper_bounds, series._buckets, strict=True):
        found += [bound] * int(bucket.get())
    return found


def _ms(times: list[float], percent: int) -> str:
    return f"{statistics.quantiles(times, n=100)[percent - 1] * 1000:.2f}" if len(times) > 1 else "-"


if __name__ == "__main__":
    main()
