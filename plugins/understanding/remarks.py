"""How a clause is meant, whatever it is about: thinking it over, losing patience, asking for advice or a price a head.

The words stand in the tables, under `remark`; what the words of money and dates say of it counts as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from plugins.understanding.lexicon import Item, Tagged
from plugins.understanding.message import Message

EACH, CURRENCY, MONTH, LATER, ANOTHER = "each", "currency", "month", "later", "another"
OWN_PEOPLE = frozenset(
    {"partner", "kin", "youth", "child", "family", "group", "couple"}
)  # roles of a guest's own people
CONSULTED_WITHIN = 4  # tokens between "ask" and whom
PRICED = frozenset({"ask_price_total", "cheaper", "ask_discount", "compare", "weather"})  # "weather": "cheaper in May?"
_ANY_MONEY = frozenset({"any"})
_NO_STAY = frozenset({"later", "done", "sites", "hello"})  # a clause that says so states nothing of the trip
_PLACES = ("local_tips", "weather")  # facts: a church, snow


def remarks(tagged: Tagged) -> tuple[tuple[int, str], ...]:
    """Each with the token that it begins at."""
    return tuple(_remarks(tagged))


def _remarks(tagged: Tagged) -> Iterator[tuple[int, str]]:
    for item in tagged.all("remark", "occasion"):
        yield item.start, item.value
    yield from ((start, LATER) for start, _ in _consulting(tagged))
    for item in tagged.all("money_person"):
        yield item.start, EACH
    for item in tagged.all("money_sign"):
        if item.value not in _ANY_MONEY and not _is_amount(tagged, item.start, item.end):
            yield item.start, CURRENCY
    for item in tagged.all("kind"):
        if (other := tagged.before(item.start, "kind_other")) and not other.is_foreign:
            yield other.start, ANOTHER
    for item in tagged.all("part"):
        if item.value == "whole" and _names_month(tagged, item.end):
            yield item.start, MONTH


def _consulting(tagged: Tagged) -> Iterator[tuple[int, int]]:
    """Where the guest says that somebody else is asked first: "vou falar com o marido", "I'll chat with the girls"."""
    for item in tagged.all("consult"):
        for index in range(item.end, min(item.end + CONSULTED_WITHIN, len(tagged.tokens))):
            person = tagged.at(index, "people")
            is_own = person is not None and not person.is_foreign and person.value.split()[0] in OWN_PEOPLE
            if not item.is_foreign and (is_own or tagged.at(index, "consulted")):
                yield item.start, index
                break


def _is_amount(tagged: Tagged, start: int, end: int) -> bool:
    """Whether a number stands beside a currency: "€ 90", "90 euros"."""
    sides = (tagged.tokens[at] for at in (start - 1, end) if 0 <= at < len(tagged.tokens))
    return any(token.text[:1].isdigit() for token in sides)


def _names_month(tagged: Tagged, index: int) -> bool:
    return any(tagged.at(at, "month", "month_short") is not None for at in (index, index + 1))


def is_aside(tagged: Tagged, start: int, end: int) -> bool:
    """Whether tokens `start` to `end` (exclusive) speak of what comes after the talk, of a church or of snow."""
    said = (tagged.at(index, "remark") for index in range(start, end))
    if any(item is not None and item.value in _NO_STAY and not item.is_foreign for item in said):
        return True
    if any(start <= at < end for at, _ in _consulting(tagged)):
        return True
    return any(tagged.is_(index, "fact", *_PLACES) for index in range(start, end))


def months_named(tagged: Tagged, start: int = 0, end: int | None = None) -> tuple[Item, ...]:
    """The months that tokens `start` to `end` (exclusive) name; a short form may be another word, but for "May"."""
    found = tagged.all("month", "month_short")
    last = len(tagged.tokens) if end is None else end
    return tuple(
        item
        for item in found
        if start <= item.start < last and (item.category == "month" or tagged.tokens[item.start].plain == "may")
    )


def compared_months(message: Message) -> bool:
    """Whether the message asks which of several months costs less, or what each costs."""
    return any(
        span.asks
        and len({item.value for item in months_named(message.tagged, span.start, span.end)}) > 1
        and any(act.label in PRICED for act in span.acts[:1])
        and not _has_day(message, span.start, span.end)
        for span in message.spans
    )


def _has_day(message: Message, start: int, end: int) -> bool:
    """Whether a number stands beside a month: "3 July or 2 October"."""
    tokens = message.tagged.tokens
    months = months_named(message.tagged, start, end)
    sides = (tokens[at] for item in months for at in (item.start - 1, item.end) if 0 <= at < len(tokens))
    return any(token.text[:1].isdigit() and len(token.text) < 4 for token in sides)
