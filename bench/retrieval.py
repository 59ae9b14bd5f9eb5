"""Precision of retrieval on the demo's catalog: needs in Spanish and English, with the units that meet them.

    python -m bench.retrieval [--needs 41]

The demo is loaded with the local encoder. Every need goes through understanding and retrieval
as in a turn; the ground truth comes from the units' own rows (features, capacity, type, the owner's words), so
precision@4 is the share of the first four units that really meet the need. Three ways are compared: by meaning alone,
by the hard facts alone (cheapest first), and both as the product does.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from bench.database import OwnDatabase, demo_database
from bot.app import App
from bot.catalog.search import list_units, match_units
from bot.conversation.turn import Turn, local_now
from bot.core import Core
from bot.offers.fitting import hard_facts
from bot.settings import Secrets, Settings
from bot.types import GuestMessage, Intent, Session, Tenant, Unit

TOP = 4
CUTS = (0.10, 0.12, 0.14, 0.16)
SMALL_TALK = (
    "hello", "gracias", "ok", "2", "yes please", "what's the weather like?", "who won the world cup", "asdfgh",
    "quiero hablar con alguien", "tell me a joke",
)  # fmt: skip
PLUGINS = ("plugins.embeddings_local", "plugins.retrieval", "plugins.understanding")


@dataclass(frozen=True)
class Need:
    text: str
    language: str
    meets: Callable[[Unit], bool]


def has(*features: str, guests: int = 0, kind: str | None = None) -> Callable[[Unit], bool]:
    return lambda unit: (
        set(features) <= set(unit.features)
        and (unit.max_guests or 0) >= guests
        and (kind is None or unit.unit_type == kind)
    )


def says(*words: str, feature: str | None = None) -> Callable[[Unit], bool]:
    """The owner's text holds one of the words, or the unit lists the feature."""

    def meets(unit: Unit) -> bool:
        text = f"{unit.name} {unit.description}".lower()
        return any(word in text for word in words) or feature in unit.features

    return meets


NEEDS = [
    Need("a house with a pool for 6 people", "en", has("pool", guests=6, kind="house")),
    Need("una casa con piscina para 6 personas", "es", has("pool", guests=6, kind="house")),
    Need("apartment near the beach for two", "en", has("beach", guests=2, kind="apartment")),
    Need("apartamento cerca de la playa para 2 personas", "es", has("beach", guests=2, kind="apartment")),
    Need("we bring our dog, 4 people", "en", has("pets", guests=4)),
    Need("vamos 4 personas con un perro", "es", has("pets", guests=4)),
    Need("sea view and a terrace", "en", has("sea_view", "terrace")),
    Need("con vistas al mar y terraza", "es", has("sea_view", "terrace")),
    Need("I work from home and need a desk and good wifi", "en", has("workspace", "wifi")),
    Need("necesito zona de trabajo y wifi", "es", has("workspace", "wifi")),
    Need("we need a cot for the baby", "en", has("crib")),
    Need("necesitamos una cuna y una trona", "es", has("crib", "high_chair")),
    Need("villa with a barbecue and a garden for 8", "en", has("bbq", "garden", guests=8, kind="house")),
    Need("una villa con barbacoa y jardín para 8 personas", "es", has("bbq", "garden", guests=8, kind="house")),
    Need("somewhere with a fireplace for winter", "en", has("fireplace")),
    Need("algo con chimenea para el invierno", "es", has("fireplace")),
    Need("a place with air conditioning and parking", "en", has("air_conditioning", "parking")),
    Need("con aire acondicionado y aparcamiento", "es", has("air_conditioning", "parking")),
    Need("hot tub please", "en", has("hot_tub")),
    Need("queremos jacuzzi", "es", has("hot_tub")),
    Need("a room for one person", "en", has(guests=1, kind="room")),
    Need("una habitación para una persona", "es", has(guests=1, kind="room")),
    Need("a big house for 10 people", "en", has(guests=10, kind="house")),
    Need("una casa grande para 10 personas", "es", has(guests=10, kind="house")),
    Need("washing machine and dishwasher for a family of five", "en", has("washer", "dishwasher", guests=5)),
    Need("con lavadora y lavavajillas para 5 personas", "es", has("washer", "dishwasher", guests=5)),
    # what no list of amenities says: meaning alone
    Need("in the old town of Ciutadella", "en", says("old town", "historic", "old quarter", "cathedral")),
    Need("en el casco antiguo", "es", says("old town", "historic", "old quarter", "cathedral", "casco antiguo")),
    Need("an old farmhouse in the countryside", "en", says("farm", "country", "rural", "finca")),
    Need("una finca rural en el campo", "es", says("farm", "country", "rural", "finca")),
    Need("close to Binibeca", "en", says("binibeca", "binibèquer", "biniancolla")),
    Need("en Son Bou", "es", says("son bou")),
    Need("somewhere quiet and peaceful", "en", says("quiet", "peaceful", "tranquil", "calm")),
    Need("un sitio tranquilo", "es", says("quiet", "peaceful", "tranquil", "calm")),
    Need("near a harbour with restaurants", "en", says("harbour", "harbor", "port", "marina", "restaurant")),
    Need("cerca del puerto", "es", says("harbour", "harbor", "port", "marina")),
    Need("near the airport and Mahón", "en", says("airport", "mahon", "mahón", "maó")),
    Need("a modern designer flat", "en", says("modern", "design", "contemporary")),
    Need("una casa típica menorquina", "es", says("typical", "traditional", "menorcan", "menorquin")),
    Need("with a garden for the children to play", "en", says(feature="garden")),
    Need("acceso directo a la playa", "es", says("direct access", "beachfront", "seafront", feature="beach")),
]


def turn_of(need: Need, core: Core, tenant: Tenant) -> Turn:
    now = local_now(tenant, datetime.now(UTC))
    session = Session(uuid4(), tenant.tenant_id, "bench", language=need.language)
    message = GuestMessage(1, "1", need.text, now)
    return Turn(tenant, session, (message,), now, Intent(), need.language, core.database)


async def by_both(need: Need, core: Core, tenant: Tenant) -> list[Unit]:
    turn = turn_of(need, core, tenant)
    async for _, extraction in core.hooks.each("extract_intent", turn=turn):
        if extraction:
            turn.read(extraction)
    async for _, matches in core.hooks.each("retrieve", turn=turn):
        turn.add_found(matches or [])
    return [match.unit for match in turn.found]


async def by_meaning(need: Need, core: Core, tenant: Tenant) -> list[Unit]:
    embedder = core.embedders.preferred
    assert embedder
    [vector] = await embedder.embed([need.text])
    async with core.database.tenant(tenant.tenant_id) as conn:
        return [unit for unit, _ in await match_units(conn, tenant.tenant_id, vector, embedder.model, -1, TOP)]


async def by_facts(need: Need, core: Core, tenant: Tenant) -> list[Unit]:
    turn = turn_of(need, core, tenant)
    async for _, extraction in core.hooks.each("extract_intent", turn=turn):
        if extraction:
            turn.read(extraction)
    intent = turn.intent
    async with core.database.tenant(tenant.tenant_id) as conn:
        return await list_units(conn, tenant.tenant_id, hard_facts(intent), limit=TOP)


def precision(found: list[Unit], need: Need, units: Iterable[Unit]) -> float | None:
    """Of the four first, or of as many as exist; None when no unit meets the need."""
    possible = min(TOP, sum(map(need.meets, units)))
    return sum(map(need.meets, found[:TOP])) / possible if possible else None


async def similarities(core: Core, tenant: Tenant, units: list[Unit]) -> None:
    """Where a threshold can lie: the nearest unit to each need, and to talk that describes no place."""
    embedder = core.embedders.preferred
    assert embedder
    for name, texts in (("needs", [need.text for need in NEEDS]), ("small talk", SMALL_TALK)):
        best = []
        for vector in await embedder.embed(texts):
            async with core.database.tenant(tenant.tenant_id) as conn:
                [(_, similarity)] = await match_units(conn, tenant.tenant_id, vector, embedder.model, -1, 1)
            best.append(similarity)
        shares = ", ".join(f"{sum(s >= cut for s in best) / len(best):.0%} above {cut}" for cut in CUTS)
        print(f"nearest unit to {name}: median {statistics.median(best):.2f}; {shares}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--needs", type=int, default=len(NEEDS), help="only the first so many")
    chosen = parser.parse_args()
    with demo_database() as database:
        asyncio.run(measure(database, NEEDS[: chosen.needs]))


async def measure(database: OwnDatabase, needs: list[Need]) -> None:
    settings = Settings(
        plugins={"enabled": PLUGINS, "entry_points": False}, channels={"enabled": (), "entry_points": False}
    )
    async with App(settings, Secrets(), database.url).started() as core:
        await report(core, await core.tenants.find("demo"), needs)


async def report(core: Core, tenant: Tenant, needs: list[Need]) -> None:
    async with core.database.tenant(tenant.tenant_id) as conn:
        units = await list_units(conn, tenant.tenant_id, limit=1000)
    print(f"{len(units)} units, {len(needs)} needs; precision@{TOP}, and the base rate (a unit drawn at random)\n")
    ways = (("meaning", by_meaning), ("facts", by_facts), ("both", by_both))
    scores: dict[str, list[float]] = {name: [] for name, _ in ways}
    bases, took = [], []
    print(f"{'need':52} base  " + "  ".join(f"{name:>7}" for name, _ in ways))
    for need in needs:
        base = sum(map(need.meets, units)) / len(units)
        line = []
        for name, way in ways:
            started = time.perf_counter()
            score = precision(await way(need, core, tenant), need, units)
            if name == "both":
                took.append(time.perf_counter() - started)
            if score is not None:
                scores[name].append(score)
            line.append("      –" if score is None else f"{score:7.2f}")
        bases.append(base)
        print(f"{need.text[:50]:52} {base:4.2f}  " + "  ".join(line))
    means = "  ".join(f"{statistics.mean(values):7.2f}" for values in scores.values())
    print(f"\n{'mean':52} {statistics.mean(bases):4.2f}  {means}")
    print(f"intent and retrieval of a need: median {statistics.median(took) * 1000:.1f} ms\n")
    await similarities(core, tenant, units)


if __name__ == "__main__":
    main()
