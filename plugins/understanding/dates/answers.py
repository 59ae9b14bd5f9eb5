"""What only the bot's question makes plain: a number that counts nights, a yes to days it named, a month that picks one
of them; and what a guest calls off without naming anything else."""

from __future__ import annotations

from collections.abc import Sequence

from bot.types import Clarification, IntentChange
from plugins.understanding.dates.compose import compose
from plugins.understanding.dates.finding.lengths import MAX_NIGHTS
from plugins.understanding.dates.finding.pieces import pieces
from plugins.understanding.dates.holidays import Days
from plugins.understanding.dates.mention import Mention, Stretch
from plugins.understanding.dates.statement import Scene, Statement
from plugins.understanding.dates.stay import settle
from plugins.understanding.dates.trust import Trusted, trusted
from plugins.understanding.dates.words import Words
from plugins.understanding.message import Context, Stated
from plugins.understanding.numbers import Number

FEW_WORDS = 5  # of an answer that is a number and little else
MORE_WORDS = 9  # of one that decides between two
LOOKED_AT = 3  # tokens at the beginning in which a yes is looked for
AGREED = 0.5  # probability of the learned act


def answered(words: Words, trust: Trusted, context: Context) -> Stated | None:
    return _counted(words, context) or _recounted(words, context) or _called_off(trust, context)


def _counted(words: Words, context: Context) -> Stated | None:
    """ "How many nights?" — "three"."""
    if "nights" not in context.asked or context.asked & {"guests", "adults", "children"}:
        return None
    numbers = [number for number in words.numbers.all() if not number.is_ordinal]
    if _are_alternatives(numbers, words):
        options = tuple(str(number.value) for number in numbers)
        taken = frozenset(range(numbers[0].start, numbers[1].end))
        return Stated(clarifications=(Clarification("nights", options, None),), taken=taken)
    if len(numbers) != 1 or not words.is_short(FEW_WORDS) or not 0 < numbers[0].value <= MAX_NIGHTS:
        return None
    number = numbers[0]
    if words.is_counted(number.end):
        return None
    taken = frozenset(range(number.start, number.end))
    return Stated(IntentChange(nights=number.value), certain=frozenset({"nights"}), taken=taken)


def decided(words: Words, context: Context) -> Stated | None:
    """ "How many nights?" — "4 maybe 5.. let's go 5": the last of three numbers says one of the others again."""
    numbers = words.numbers.all()
    if context.asked != {"nights"} or len(numbers) != 3 or not words.is_short(MORE_WORDS):
        return None
    last = numbers[-1]
    if last.value not in {number.value for number in numbers[:-1]} or not 0 < last.value <= MAX_NIGHTS:
        return None
    taken = frozenset(index for number in numbers for index in range(number.start, number.end))
    return Stated(IntentChange(nights=last.value), certain=frozenset({"nights"}), taken=taken)


def _are_alternatives(numbers: Sequence[Number], words: Words) -> bool:
    """ "Three or four"."""
    if len(numbers) != 2 or not words.is_short(FEW_WORDS):
        return False
    first, second = numbers
    is_joined = words.item(first.end, "or") or words.item(first.end, "role", "to", "until")
    return is_joined is not None and 0 < first.value < second.value <= MAX_NIGHTS and not words.is_counted(second.end)


def _recounted(words: Words, context: Context) -> Stated | None:
    """ "4 nights then" — "make that 5": the number of the message before, and nothing else, is corrected."""
    numbers, nights = words.numbers.all(), context.known.nights
    is_corrected = any(words.item(index, "correct") for index in range(len(words)))
    if context.before is None or not nights or len(numbers) != 1 or not is_corrected or not words.is_short(FEW_WORDS):
        return None
    theirs, number = Words(context.before), numbers[0]
    said = theirs.numbers.all()
    if len(said) != 1 or said[0].value != nights or number.is_ordinal or not 0 < number.value <= MAX_NIGHTS:
        return None
    is_of_nights = theirs.tagged.at(said[0].end, "unit") is not None or nights != context.known.guests
    if words.is_counted(number.end) or theirs.is_counted(said[0].end) or not is_of_nights:
        return None
    return Stated(IntentChange(nights=number.value), taken=frozenset(range(number.start, number.end)))


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


def proposed(words: Words, context: Context) -> Stated | None:
    """The days of the bot's last message, if the guest agrees to them and they are no choice between several."""
    question = context.question
    if question is None or not question.tagged.tokens or not agrees(words):
        return None
    theirs = Words(question)
    if not any(token.text == "?" for token in question.tagged.tokens):
        return None
    said = trusted(pieces(theirs, lambda index: True), theirs)
    statement = compose(Scene(said.pieces, theirs, context))
    if statement.alternatives or not (statement.arrival or statement.departure):
        return None
    outcome = settle(statement, theirs, context)
    if outcome.clarifications or not _is_whole(statement, outcome.change) or _is_period(outcome.change, context):
        return None
    return Stated(outcome.change, certain=frozenset(outcome.change))


def chosen(statement: Statement, words: Words, context: Context) -> Stated | None:
    """A month that picks one of the days that the bot named: "7 August or 8 July?" — "August"."""
    month = statement.stretch.month if statement.stretch and not statement.stretch.part else None
    if context.question is None or month is None or statement.length or statement.shift:
        return None
    theirs = Words(context.question)
    days = [piece for piece in pieces(theirs, lambda index: True) if isinstance(piece, Mention) and piece.month]
    found = [day for day in days if day.month == month]
    if len(days) < 2 or len(found) != 1:
        return None
    picked = Statement(arrival=found[0])
    if context.asked == {"check_out"}:
        picked = Statement(departure=found[0])
    return Stated(settle(picked, theirs, context).change)


def is_about_other(context: Context) -> bool:
    """The bot's last message asks about a flight, a table or the like: days in the answer are its."""
    if context.question is None:
        return False
    theirs = Words(context.question)
    asks = any(token.text == "?" for token in context.question.tagged.tokens)
    return asks and any(theirs.item(index, "occasion") for index in range(len(theirs)))


def _is_whole(statement: Statement, change: IntentChange) -> bool:
    return bool(change.get("check_in") or change.get("check_out")) and statement.shift is None


def _is_period(change: IntentChange, context: Context) -> bool:
    """ "Which days in this period (24-30 June)?" names the period again, and proposes no days."""
    period = context.known.period
    return period is not None and (change.get("check_in"), change.get("check_out")) == (period.start, period.end)


def agrees(words: Words) -> bool:
    """Whether a message begins with a yes."""
    span = words.message.spans[0]
    act = span.acts[0] if span.acts else None
    if act and act.act == "agree" and act.confidence >= AGREED:
        return True
    return any(words.item(index, "yes") for index in range(min(LOOKED_AT, len(words))))
