"""Days of the known stay that are named in passing: what the guest asks or tells of them moves nothing by itself."""

from __future__ import annotations

from bot.types import Intent
from plugins.understanding.dates.mention import Mention
from plugins.understanding.dates.statement import End, Scene, Statement


def without_replaced(ends: list[End], statement: Statement, scene: Scene) -> list[End]:
    """ "The 27th is a Saturday? Rather Friday 26th then": the day of the known stay that the other one replaces."""
    is_plain = statement.instead_of is None and statement.is_correction and len(ends) == 2
    if not is_plain or scene.context.known.check_out is None or ends[0].day.kind not in ("day", "date"):
        return ends
    if not is_known_end(ends[0].day, scene.context.known):
        return ends
    statement.instead_of = ends[0].day
    return ends[1:]


def is_end_in_passing(day: Mention, statement: Statement, scene: Scene) -> bool:
    """ "The 27th is a Saturday, isn't it?", "I work on the 11th, so we leave on the 10th": a day of the known stay that
    tells why another one moves, or that no word makes an arrival."""
    known = scene.context.known
    if known.check_in is None or known.check_out is None or not is_known_end(day, known):
        return False
    is_else_said = statement.is_arrival_said or statement.departure is not None
    is_end = is_known_end(day, Intent(check_out=known.check_out)) and day.kind in ("day", "date")
    is_changed = statement.is_correction or statement.length or statement.instead_of or scene.context.asked
    return is_else_said or (is_end and not is_changed and _is_asked_of(day, scene))


def _is_asked_of(day: Mention, scene: Scene) -> bool:
    """Whether a verb of being stands behind a day: "the 11th is …", "l'11 è …"."""
    words = scene.words
    return any(words.item(at, "copula") for at in (day.end, day.end + 1))


def is_known_end(day: Mention, known: Intent) -> bool:
    for end in (known.check_in, known.check_out):
        if end and (end.weekday() == day.weekday if day.kind == "weekday" else end.day == day.day):
            return True
    return False
