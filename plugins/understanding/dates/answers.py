"""A number alone that answers what the bot asked, and what a guest calls off without naming anything else."""

from __future__ import annotations

from bot.types import IntentChange
from plugins.understanding.dates.holidays import Days
from plugins.understanding.dates.lengths import MAX_NIGHTS
from plugins.understanding.dates.mention import Stretch
from plugins.understanding.dates.trust import Trusted
from plugins.understanding.dates.words import Words
from plugins.understanding.message import Context, Stated

FEW_WORDS = 5  # of an answer that is a number and little else


def answered(words: Words, trust: Trusted, context: Context) -> Stated | None:
    return _counted(words, context) or _called_off(trust, context)


def _counted(words: Words, context: Context) -> Stated | None:
    """ "How many nights?" — "three"."""
    if "nights" not in context.asked or context.asked & {"guests", "adults", "children"}:
        return None
    numbers = [number for number in words.numbers.all() if not number.is_ordinal]
    if len(numbers) != 1 or not words.is_short(FEW_WORDS) or not 0 < numbers[0].value <= MAX_NIGHTS:
        return None
    number = numbers[0]
    if words.is_counted(number.end):
        return None
    taken = frozenset(range(number.start, number.end))
    return Stated(IntentChange(nights=number.value), certain=frozenset({"nights"}), taken=taken)


def _called_off(trust: Trusted, context: Context) -> Stated | None:
    """ "Not in July after all": the days that are known in it go."""
    known = context.known
    spans = [piece for piece in trust.called_off if isinstance(piece, Stretch) and piece.month]
    if not spans or spans[-1].part:
        return None
    month = spans[-1].month
    days = Days(known.check_in, known.check_in) if known.check_in else None
    if known.period and not days:
        days = Days(known.period.start, known.period.end)
    if days is None or days.start.month != month or days.end.month != month:
        return None
    return Stated(IntentChange(check_in=None, check_out=None, period=None))
