"""Where the guest wants to stay: one of the tenant's towns and areas, or a place that the tenant does not have."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.types import IntentChange
from plugins.understanding.message import Context, Message, Span
from plugins.understanding.things.elsewhere import place_alone, place_led
from plugins.understanding.things.words import may_wish, named
from plugins.understanding.tokens import tokens

SHORTEST = 4  # letters of one of a place's two names
WORD_LENGTH = 5  # a shorter word of a name stands for no place alone
FUZZY_LENGTH = 5
VERY_LONG = 9  # letters from which two slips are looked through

_SEPARATORS = re.compile(r" [-–] |[/(),]")

Names = tuple[tuple[str, ...], ...]
Find = Callable[[Message, int, Names], int | None]


def read_place(message: Message, context: Context) -> IntentChange:
    names = _names(context.places)
    for find in (_whole_at, _part_at):
        change = _found(message, context, names, find)
        if change is not None:
            return change
    if (unknown := _unknown(message)) is not None:
        return IntentChange(place=unknown)
    if context.known.place and any(
        message.tagged.at(index, "place_any") and message.is_about_trip(index)
        for index in range(len(message.tagged.tokens))
    ):
        return IntentChange(place=None)
    return IntentChange()


def place_words(message: Message, context: Context) -> frozenset[int]:
    """Tokens that name a place: no other sense of theirs counts."""
    names, found = _names(context.places), set[int]()
    for span in message.spans:
        for index in range(span.start, span.end):
            end = _whole_at(message, index, names) or _part_at(message, index, names)
            end = end or place_led(message, span, index) or place_alone(message, index)
            found |= set(range(index, end)) if end else set()
    return frozenset(found)


def _unknown(message: Message) -> str | None:
    """A place that is none of the tenant's, in a clause that may wish and does not merely ask."""
    for span in reversed(message.spans):
        if not may_wish(message, span):
            continue
        for index in range(span.end - 1, span.start - 1, -1):
            end = place_led(message, span, index) or place_alone(message, index)
            if end is None or _is_denied(message, index) or _asks_only(message, span, index):
                continue
            if _is_passing(message, span, index):
                continue
            return message.text[message.tagged.tokens[index].start : message.tagged.tokens[end - 1].end]
    return None


def _asks_only(message: Message, span: Span, index: int) -> bool:
    """ "Is there a bakery in Whitby?" does not say where to stay; "have you a flat in Whitby?" does."""
    return message.has_mark(span) and not any(named(message, span.start, index, "kind", "any_home"))


def _is_passing(message: Message, span: Span, index: int) -> bool:
    """ "Flying into Mahon", "Sunday lunch in Ciutadella": where somebody lands or eats is no place to stay."""
    tagged = message.tagged
    lead = tagged.before(index, "place_before", "place_in")
    start = lead.start if lead else index
    flown = tagged.before(start, "place_passing") or tagged.before(index, "place_passing")
    if flown is not None and not flown.is_foreign:
        return True
    meals = (tagged.at(at, "place_meal") for at in range(span.start, span.end))
    eats = any(meal is not None and not meal.is_foreign for meal in meals)
    act = span.acts[0] if span.acts else None
    asks = message.has_mark(span) or span.asks or (act is not None and act.act == "ask")
    return eats and asks and not any(named(message, span.start, index, "kind"))


def _found(message: Message, context: Context, names: Names, find: Find) -> IntentChange | None:
    for span in reversed(message.spans):
        if not may_wish(message, span):
            continue
        for index in range(span.end - 1, span.start - 1, -1):
            end = find(message, index, names)
            if end is None or end > span.end:
                continue
            spoken = message.text[message.tagged.tokens[index].start : message.tagged.tokens[end - 1].end]
            if _is_denied(message, index):
                return IntentChange(place=None) if context.known.place else IntentChange()
            if not (_is_asked_about(message, span, index) or _is_passing(message, span, index)):
                return IntentChange(place=spoken)
    return None


@lru_cache(maxsize=64)
def _names(places: frozenset[str]) -> Names:
    """Each place as its words, longest first."""
    split = {tuple(token.plain for token in tokens(name) if token.kind != "mark") for name in _alternatives(places)}
    return tuple(sorted((words for words in split if words), key=lambda words: (-len(words), words)))


def _alternatives(places: frozenset[str]) -> set[str]:
    """The places, and each name of one that is stated in two languages ("Maó / Mahón")."""
    parts = (part.strip() for place in places for part in _SEPARATORS.split(place))
    return {*places, *(part for part in parts if len(part) >= SHORTEST)}


def _whole_at(message: Message, index: int, names: Names) -> int | None:
    """Behind a place whose name begins at a token."""
    sequence = message.tagged.tokens
    if len(sequence[index].plain) < SHORTEST and not sequence[index].text[0].isupper():
        return None  # "mão" is a hand
    for words in names:
        end = index + len(words)
        if end <= len(sequence) and tuple(token.plain for token in sequence[index:end]) == words:
            return end
    return None


def _part_at(message: Message, index: int, names: Names) -> int | None:
    """Behind one word of a place's name, or one that is but for a slip, after a word that leads to places."""
    token = message.tagged.tokens[index]
    is_led = message.tagged.before(index, "place_before") is not None
    if token.kind != "word" or not is_led or len(token.plain) < WORD_LENGTH:
        return None
    known_words = [word for words in names for word in words if len(word) >= WORD_LENGTH]
    if (
        token.plain in known_words
        and known_words.count(token.plain) == 1
        and not message.tagged.at(index, "feature", "kind")
    ):
        return index + 1
    known = message.tagged.at(index, "month", "weekday", "people", "feature", "kind", "any_home", "people_other")
    if len(token.plain) < FUZZY_LENGTH or (known and not known.is_fuzzy and not known.is_foreign):
        return None
    slips = 2 if len(token.plain) >= VERY_LONG else 1
    single = [words[0] for words in names if len(words) == 1]
    if any(
        word[0] == token.plain[0] and OSA.distance(word, token.plain, score_cutoff=slips) <= slips for word in single
    ):
        return index + 1
    return None


def _is_denied(message: Message, index: int) -> bool:
    before = message.tagged.before(index, "place_before", "place_in")
    start = before.start if before else index
    if before and message.tagged.before(start, "place_than") and _names_another(message, start):
        return True  # "plutôt à La Panne qu'à Coxyde"
    return message.tagged.before(start, "thing_no", "thing_instead") is not None


def _names_another(message: Message, end: int) -> bool:
    """Whether a place is named in the same clause before a token."""
    span = message.span_of(end - 1)
    return any(place_led(message, span, index) for index in range(span.start, end - 1))


def _is_asked_about(message: Message, span: Span, index: int) -> bool:
    """ "How far is it to Fornells?"; not "any near Fornells?", which looks for homes there."""
    act = span.acts[0] if span.acts else None
    among = any(item.value == "among" and span.start <= item.start < span.end for item in message.tagged.all("detail"))
    return bool(
        message.has_mark(span)
        and not among
        and act
        and act.act == "ask"
        and act.topic in ("location", "transport", "tips", "weather")
    )
