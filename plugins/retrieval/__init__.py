"""Finds units for a turn: what the guest describes by meaning, whom the guest names by name, joined with hard facts."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from bot import Match, Unit, hookimpl
from bot.catalog.search import list_units, match_units, units_by_id
from bot.conversation.turn import Turn
from bot.embedding import paid_by
from bot.errors import ModelError, PluginError
from bot.llm.conversation import Payer
from bot.offers.fitting import NAMED, fitted, hard_facts
from bot.store import rows
from bot.store.database import Connection
from bot.types import HardFacts
from plugins.retrieval.names import SQL, NameIndex, Names
from plugins.retrieval.query import needs_units, query_words
from plugins.retrieval.ranking import best_fits, near_misses

if TYPE_CHECKING:
    from bot.core import Core
    from bot.embedding import Embedder

NEAREST = 40  # read by meaning: the hard facts are compared afterwards
LISTED = 24  # read by hard facts
SWITCHES = 3  # of the tenant's model that a search lives through

log = logging.getLogger(__name__)


class Plugin:
    def __init__(self, core: Core, settings: None) -> None:
        self._core = core
        self._names = Names()
        self._missing: set[str] = set()  # encoders that the log has as missing

    @hookimpl
    async def retrieve(self, turn: Turn) -> list[Match]:
        """Fitting units best first; when none fits, the nearest with what is wrong with each. A unit that the guest
        names comes first in any case, with similarity NAMED."""
        if not needs_units(turn):
            return []
        words = query_words(turn)
        model = turn.tenant.embedding_model
        for _ in range(SWITCHES):
            embedder = self._embedder(model)
            vector = await _vector(embedder, turn, " ".join(words)) if embedder else None
            async with turn.transaction() as conn:
                near = await _near(conn, turn, embedder, vector) if embedder and vector else {}
                if not near and vector and (now := await _model(conn, turn)) != model:
                    model = now  # the tenant was switched to another model in this moment
                    continue
                named, others = await self._join(conn, turn, words, near)
            return _ordered(named, others, embedder.threshold if embedder else 0.0)
        return []

    def _embedder(self, model: str | None) -> Embedder | None:
        """The encoder that has encoded the tenant's units; without it nothing can be compared by meaning."""
        if model is None:
            return self._core.embedders.preferred
        if model not in self._core.embedders and model not in self._missing:
            self._missing.add(model)
            log.error("no plugin has the encoder of a tenant's units; searching by hard facts", extra={"model": model})
        return self._core.embedders.get(model)

    async def _join(
        self, conn: Connection, turn: Turn, words: list[str], near: dict[UUID, Match]
    ) -> tuple[list[Match], list[Match]]:
        """The units that the guest names, and the others, best first."""
        index = await self._names.of(conn, turn.tenant.tenant_id)
        named = await _by_id(conn, turn, index.find(turn.text), NAMED)
        mentioned = [id_ for id_ in index.mentioning(words) if id_ not in near]
        near |= {match.unit.unit_id: match for match in await _by_id(conn, turn, mentioned)}
        found = [match for match in near.values() if match.fits]
        if len(found) < LISTED:
            found += await _list(conn, turn, near, index)
        others = best_fits(found, turn.intent, words)
        if not others:
            others = near_misses([*near.values(), *await _closest(conn, turn)])
        return named, others


def _ordered(named: list[Match], others: list[Match], floor: float) -> list[Match]:
    known = {match.unit.unit_id for match in named}
    return [*named, *(_meaningful(match, floor) for match in others if match.unit.unit_id not in known)]


def _meaningful(match: Match, threshold: float) -> Match:
    """Below the model's threshold a similarity says nothing; it has only served to order."""
    return match if match.similarity >= threshold else replace(match, similarity=0.0)


async def _by_id(conn: Connection, turn: Turn, ids: Sequence[UUID], similarity: float = 0.0) -> list[Match]:
    units = await units_by_id(conn, turn.tenant.tenant_id, ids) if ids else {}
    return [fitted(units[id_], turn.intent, similarity) for id_ in ids if id_ in units]


async def _vector(embedder: Embedder, turn: Turn, text: str) -> list[float] | None:
    """None: nothing to search by meaning, or the encoder is out of order; hard facts still work."""
    if not text:
        return None
    try:
        with paid_by(Payer(turn.tenant.tenant_id, turn.session.session_id)):
            return (await embedder.embed([text]))[0]
    except PluginError as error:
        is_said = isinstance(error.__cause__, ModelError)  # by bot.llm, once, and not for every question
        log.log(logging.DEBUG if is_said else logging.WARNING, "searching by hard facts only: %s", error)
        return None


async def _model(conn: Connection, turn: Turn) -> str | None:
    """The model of the tenant's units as the database has it now."""
    model: str | None = await rows.value(conn, SQL["tenant_model"], {"tenant_id": turn.tenant.tenant_id})
    return model


async def _near(conn: Connection, turn: Turn, embedder: Embedder, vector: list[float]) -> dict[UUID, Match]:
    tenant_id = turn.tenant.tenant_id
    found = await match_units(conn, tenant_id, vector, embedder.model, -1, NEAREST)
    return {unit.unit_id: fitted(unit, turn.intent, similarity) for unit, similarity in found}


async def _list(conn: Connection, turn: Turn, near: dict[UUID, Match], index: NameIndex) -> list[Match]:
    """Units that the hard facts name and the meaning did not, cheapest first."""
    intent = turn.intent
    facts = hard_facts(intent, among=index.at(intent.place) if intent.place else None)
    units = await list_units(conn, turn.tenant.tenant_id, facts, limit=LISTED)
    matches = (fitted(unit, intent) for unit in units if unit.unit_id not in near)
    return [match for match in matches if match.fits]


async def _closest(conn: Connection, turn: Turn) -> list[Match]:
    """Units that take the party, whatever else is wrong; the largest when none does."""
    tenant_id, guests = turn.tenant.tenant_id, turn.intent.guests
    party = HardFacts(guests=guests, infants=turn.intent.infants or 0)
    units: list[Unit] = await list_units(conn, tenant_id, party, limit=LISTED)
    if not units and guests is not None:
        largest = await rows.value(conn, SQL["largest_capacity"], {"tenant_id": tenant_id})
        if largest:
            units = await list_units(conn, tenant_id, HardFacts(guests=largest), limit=LISTED)
    return [fitted(unit, turn.intent) for unit in units]
