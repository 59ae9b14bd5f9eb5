"""What is known of the journey, in one sentence."""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalog.search import units_by_id
from bot.conversation.turn import Turn
from bot.types import Intent
from bot.words import writing
from bot.words.phrases import for_guests

COMMANDS, LABELS = for_guests("commands"), for_guests("labels")


async def trip(turn: Turn) -> str:
    """ "Your trip so far: Aug 10 – 17, 2030, 4 people, Casa Vella."; empty when nothing is known."""
    language = turn.locale
    known = [*_facts(turn.intent, language), *await _unit(turn)]
    return COMMANDS.say("trip", language, trip=", ".join(known)) if known else ""


def _facts(intent: Intent, language: str) -> Iterator[str]:
    if intent.check_in and intent.check_out:
        yield writing.stay(intent.check_in, intent.check_out, language)
    elif intent.check_in:
        yield COMMANDS.say("from_day", language, day=writing.day(intent.check_in, language))
    elif intent.period:
        yield writing.span(intent.period.start, intent.period.end, language)
    if intent.nights and not intent.check_out:
        yield LABELS.count("nights", intent.nights, language)
    if intent.guests:
        yield LABELS.count("guests", intent.guests, language)
    if intent.place:
        yield intent.place


async def _unit(turn: Turn) -> list[str]:
    """The name of the unit that the guest has chosen, while it is still there."""
    unit_id = turn.intent.unit_id
    if unit_id is None:
        return []
    async with turn.transaction() as conn:
        units = await units_by_id(conn, turn.tenant.tenant_id, [unit_id])
    return [f"**{unit.name}**" for unit in units.values()]
