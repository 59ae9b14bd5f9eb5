"""Which clauses may speak of this stay. What the learned reader takes for a tale of another one is read after all where
the words look for something or state a stay, and bear the tale out by none of theirs."""

from __future__ import annotations

from typing import Literal

from plugins.understanding.dates.finding.abbreviations import led_days
from plugins.understanding.dates.finding.past import is_past, is_past_year
from plugins.understanding.dates.finding.ways import is_journey
from plugins.understanding.dates.words import Words
from plugins.understanding.message import Span

_STOPS = frozenset(".!?;…")
_STATES = frozenset({"state_trip", "change_trip", "ask_availability", "ask_price_total"})
_OPEN = frozenset({"trip", "house", "past"})  # a question about the house may name the days of the stay
_FEW_TOKENS = 4
_STATE_CERTAINTY, _STATE_ALONE = 0.6, 0.6  # of the learned act; of a clause that others' trip was carried over to
_TURN_CERTAINTY = 0.45  # of the act of a clause behind one that was taken for a tale by no word of it
_PAST_CERTAINTY = 0.5  # where a clause is taken for the past by no word of it, and ...
_EVENT_CERTAINTY = 0.75  # for a feast or an appointment
_CERTAINTIES = {"past": _PAST_CERTAINTY, "event": _EVENT_CERTAINTY}
_TOLD_CERTAINTY = 0.85
Told = Literal["word", "act"]  # what a tale of another stay is told by


def readable_tokens(words: Words, year: int) -> frozenset[int]:
    """Tokens of the clauses that may speak of this stay; `year` is the current one."""
    found: set[int] = set()
    told: Told | None = None  # goes on until its sentence ends or turns to now
    led = led_days(words)
    for span in words.message.spans:
        start = _begins_now(words, span, year)
        if any(index in led for index in range(span.start, span.end)):
            start = span.start  # "in 11/10 out 14/10"
        if start is not None or _turns(words, span, told):
            told = None
        told = told if start is not None else _telling(words, span, year) or told
        if told is None and (start is not None or span.scope in _OPEN or _states_stay(words, span)):
            found |= set(range(span.start if start is None else start, span.end))
        if any(words.text(index) in _STOPS for index in range(span.start, span.end)):
            told = None
    return frozenset(found)


def _turns(words: Words, span: Span, told: Told | None) -> bool:
    if any(words.tagged.at(index, "now", "seek") for index in range(span.start, span.end)):
        return True
    if told != "act":
        return False
    return _is_stated(span, _TURN_CERTAINTY) or _is_begun(words, span) or words.text(span.start) == ":"


def _is_begun(words: Words, span: Span) -> bool:
    """ "(It's for my niece,) she needs it from 21 September": a day to begin on, in a month."""
    tokens = range(span.start, span.end)
    is_dated = any(words.item(index, "month") for index in tokens)
    return is_dated and any(words.item(index, "role", "from", "out_of", "arrive") for index in tokens)


def _begins_now(words: Words, span: Span, year: int) -> int | None:
    """Where a clause turns from then to now: "last year in July, this year from 5 to 12 August"."""
    tokens = range(span.start, span.end)
    now = max((index for index in tokens if words.item(index, "now")), default=None)
    past = max((index for index in tokens if _is_past(words, index, span, year)), default=None)
    return now if now is not None and past is not None and past < now else None


def _telling(words: Words, span: Span, year: int) -> Told | None:
    """A past stay, others' stay, or what was wrong."""
    tokens = range(span.start, span.end)
    if any(_is_past(words, index, span, year) for index in tokens) or _is_of_others(words, tokens):
        return "word"
    if _complains(span):
        return "act"
    is_untold = any(_is_ahead(words, index) for index in tokens) or _states_stay(words, span)
    return "act" if (span.scope == "past" or _tells(span)) and not is_untold else None


def _is_ahead(words: Words, index: int) -> bool:
    if words.item(index, "seek") or words.item(index, "relative") or words.item(index, "year_word", "next"):
        return True
    return words.item(index, "which", "next", "coming") is not None


def _is_of_others(words: Words, tokens: range) -> bool:
    """ "My sister is with you from 3 to 10 June": of others alone."""
    if not any(words.item(index, "with_you") for index in tokens) or any(words.item(index, "we") for index in tokens):
        return False
    return any((words.value(index, "people") or "").startswith("kin ") for index in tokens)


def _is_past(words: Words, index: int, span: Span, year: int) -> bool:
    return is_past_year(words, index, year) or is_past(words, index, span.end)


def _complains(span: Span) -> bool:
    act = span.acts[0] if span.acts else None
    is_complaint = act is not None and act.act in ("complain", "demand") and act.confidence >= _TOLD_CERTAINTY
    return is_complaint and span.end - span.start > _FEW_TOKENS


def _tells(span: Span) -> bool:
    """The act is surely a tale of another stay, whatever the scope says."""
    act = span.acts[0] if span.acts else None
    return act is not None and act.act == "tell" and act.confidence >= _TOLD_CERTAINTY


def _states_stay(words: Words, span: Span) -> bool:
    """A clause whose scope is another thing, but whose act or words are those of a stay and of nothing else."""
    tokens = range(span.start, span.end)
    if span.scope == "other_trip" and not _is_of_us(words, tokens):
        is_carried = span.start > 0 and words.message.span_of(span.start - 1).scope == "other_trip"
        return is_carried and _is_stated(span, _STATE_ALONE) and not _names_kin(words, tokens)
    if _is_stated(span, _CERTAINTIES.get(span.scope, _STATE_CERTAINTY)):
        return True
    if span.scope == "event" and is_journey(words, tokens):
        return True
    if span.scope in ("other_trip", "past") or any(words.item(index, "occasion") for index in tokens):
        return False
    return (
        _is_sought(words, tokens)
        or _is_bounded(words, tokens)
        or any(words.item(index, "role", "arrive", "leave") for index in tokens)
    )


def _is_stated(span: Span, least: float) -> bool:
    act = span.acts[0] if span.acts else None
    return act is not None and act.label in _STATES and act.confidence >= least


def _is_sought(words: Words, tokens: range) -> bool:
    """ "Have you anything from the 22nd to the 29th of June": something is looked for, in a month."""
    is_dated = any(words.item(index, "month") for index in tokens)
    return is_dated and any(words.item(index, "seek") for index in tokens)


def _is_bounded(words: Words, tokens: range) -> bool:
    """ "My husband can't before the 13th": when the stay may begin."""
    is_bound = any(words.item(index, "bound") or words.item(index, "role", "until") for index in tokens)
    return is_bound and any(words.item(index, "cannot") for index in tokens)


def _is_of_us(words: Words, tokens: range) -> bool:
    """ "I would like to book …", and nobody else is named."""
    return not _names_kin(words, tokens) and any(words.item(index, "we") for index in tokens)


def _names_kin(words: Words, tokens: range) -> bool:
    return any((words.value(index, "people") or "").startswith("kin ") for index in tokens)
