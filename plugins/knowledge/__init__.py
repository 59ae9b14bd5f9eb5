"""Looks up what the house says about each thing a guest asks, in any language (bot.knowledge)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from bot import hookimpl
from bot.conversation.turn import Turn
from bot.embedding import paid_by
from bot.errors import PluginError
from bot.knowledge.search import Question, Topic, answering, encoder_of, is_near, nearest, read_questions
from bot.llm.conversation import Payer
from bot.offers.fitting import NAMED
from bot.types import SURE, Clause, Known

if TYPE_CHECKING:
    from bot.core import Core

MAX_CLAUSES = 4  # of one turn that are looked up
# What a clause surely does that no entry answers.
_OTHERWISE = frozenset(
    "greet thank leave agree decline ask_person ask_identity book choose compare cancel complain insult".split()
)
_ON_REFUNDS = "cancellation"
_OF_ROWS = frozenset({"availability", "photos", "booking", "privacy"})

log = logging.getLogger(__name__)


class Plugin:
    def __init__(self, core: Core, settings: None) -> None:
        self._core = core

    @hookimpl
    async def look_up(self, turn: Turn) -> list[Known]:
        """For each clause the entries that answer it, best first."""
        asked = [(index, clause) for index, clause in enumerate(turn.reading.clauses) if _may_ask(clause)]
        if turn.action or not asked:
            return []
        questions = await self._questions(turn, [clause for _, clause in asked[:MAX_CLAUSES]])
        units = set(_units(turn))
        known = list[Known]()
        async with turn.transaction() as conn:
            for (index, _), question in zip(asked, questions, strict=False):
                found = await nearest(conn, turn.tenant.tenant_id, question, language=turn.language, units=units)
                known += (
                    Known(each.entry, index, each.score, not is_near(each, question))
                    for each in answering(found, question)
                )
        return known

    async def _questions(self, turn: Turn, clauses: list[Clause]) -> list[Question]:
        """The clauses as they are compared; empty where the house has published nothing."""
        async with turn.transaction() as conn:
            embedder = await encoder_of(conn, turn.tenant.tenant_id, self._core.embedders)
        if embedder is None:
            return []
        texts, topics = [clause.text for clause in clauses], [_topic(clause) for clause in clauses]
        try:
            with paid_by(Payer(turn.tenant.tenant_id, turn.session.session_id)):
                return await read_questions(texts, embedder, self._core.act_readers.preferred, topics)
        except PluginError as error:
            log.warning("the house's knowledge is not searched: %s", error)
            return []


def _may_ask(clause: Clause) -> bool:
    act = clause.act
    if act is None or act.confidence < SURE:
        return True
    if act.act == "demand":
        return clause.asks  # "if I cancel, do I get it back?"
    if act.act in _OTHERWISE or act.topic in _OF_ROWS:
        return False
    return clause.asks or act.act not in ("state", "change", "retract", "tell", "seek")


def _topic(clause: Clause) -> Topic:
    """What it is about: facts that it names, and the topic of what it does."""
    act = clause.act
    if act is None or act.topic is None or act.confidence < SURE:
        return Topic(clause.facts)
    if act.act == "demand":
        return Topic((_ON_REFUNDS,))
    return Topic((*clause.facts, act.topic), act.confidence)


def _units(turn: Turn) -> Iterator[UUID]:
    """Homes that a question may be about: named now, shown last, or chosen."""
    yield from turn.shown
    yield from (match.unit.unit_id for match in turn.found if match.similarity >= NAMED)
    if turn.intent.unit_id:
        yield turn.intent.unit_id
