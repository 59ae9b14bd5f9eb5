"""Places that the tenant does not have: a name that no table knows behind a word that leads to places ("near Whitby"),
or alone before a comma at the beginning ("Nerja, 14/3-19/3"). What is not there is said openly, so it must be read."""

from __future__ import annotations

from functools import cache

from babel import Locale

from bot.sentence_encoder import is_piece
from bot.words.addresses import has_address
from bot.words.folding import fold
from bot.words.languages import UNDERSTOOD
from plugins.understanding.lexicon import Item
from plugins.understanding.message import Message, Span
from plugins.understanding.people.names import first_names
from plugins.understanding.things.words import named
from plugins.understanding.tokens import Token

LEAST = 3  # letters of a name
MAX_WORDS = 6  # of a name
FEAST = 8  # tokens from a place to what goes on there
# German nouns that end so name no place.
_ABSTRACT = ("ung", "heit", "keit", "schaft", "tion", "ität", "tum", "nis", "zeit")
_BLOCKING = ("month", "weekday", "holiday", "people", "people_other", "unit", "feature", "any_home", "place_never")


def place_led(message: Message, span: Span, index: int) -> int | None:
    """Behind an unknown place whose name begins at token `index`, behind a word that leads to places."""
    tagged = message.tagged
    region = tagged.at(index, "place_region")
    if region and not region.is_foreign and not region.is_fuzzy:
        return region.end
    lead = tagged.before(index, "place_in", "place_area") or _lead_from_home(message, index)
    if lead is None or lead.is_foreign or lead.start < span.start or tagged.before(index, "place_home"):
        return None
    end = _name_end(message, index, span.end)
    is_sought = tagged.before(lead.start, "kind", "any_home") or tagged.before(index, "place_area")
    if end is None and is_sought and _is_unknown(message, index):
        return index + 1  # "casa in salento", "por la zona de cadiz": many write no capitals
    if (
        end is None
        or _is_owned(message, end)
        or _is_somebody(message, index, end)
        or _is_feast_there(message, lead, end)
    ):
        return None
    if message.tagged.language == "de" and _is_german_noun(tagged.tokens[end - 1]):
        return None
    return end


def _lead_from_home(message: Message, index: int) -> Item | None:
    """ "Algo por Cudillero": a word that leads to much else, behind a home."""
    lead = message.tagged.before(index, "place_before")
    return lead if lead and message.tagged.before(lead.start, "kind", "any_home") else None


def place_alone(message: Message, index: int) -> int | None:
    """Behind an unknown place that a message begins with, before a comma and what else it says of the trip; a name
    before an address or a telephone number is somebody's."""
    tagged = message.tagged
    if index != 0 or (end := _name_end(message, 0, len(tagged.tokens))) is None or end + 1 >= len(tagged.tokens):
        return None
    words = [tagged.tokens[at] for at in range(end)]
    if tagged.tokens[end].text != "," or any(tagged.is_known(at) and len(words) == 1 for at in range(end)):
        return None
    if len(words) == 1 and is_piece(words[0].text.lower()):
        return None
    says = message.numbers.at(end + 1) is not None or any(named(message, end + 1, end + 4, "feature", "kind"))
    return end if says and not has_address(message.text) else None


def _name_end(message: Message, index: int, end: int) -> int | None:
    """Behind a name that begins at a token: words with a capital, small words between them; one of them is unknown."""
    tokens, tagged = message.tagged.tokens, message.tagged
    if not _is_capital(tokens[index]) or tokens[index].text.isupper() or _is_shouted(message):
        return None
    if _blocks(message, index, is_first=True) and not _begins_a_name(message, index):
        return None
    at, last, is_unknown = index, index, False
    while at < min(end, index + MAX_WORDS):
        token = tokens[at]
        is_inside = at > index and tagged.at(at - 1, "place_small") is not None  # "San Vito lo Capo"
        if _is_capital(token) and not (at > index and not is_inside and _blocks(message, at)):
            is_unknown = is_unknown or not _is_written(message, at)
            last = at + 1
        elif not (token.text in "-'’." and token.touches) and tagged.at(at, "place_small") is None:
            break
        at += 1
    name = fold(message.text[tokens[index].start : tokens[last - 1].end])
    return last if is_unknown and len(name) >= LEAST and name not in countries() else None


def _is_unknown(message: Message, index: int) -> bool:
    """Whether a word is in no table and no common one."""
    token = message.tagged.tokens[index]
    is_long = token.kind == "word" and len(token.plain) > LEAST and not token.text.isupper()
    is_wide = token.plain in countries()
    return is_long and not is_wide and not message.tagged.is_known(index) and not is_piece(token.text.lower())


def _begins_a_name(message: Message, index: int) -> bool:
    """ "Bad Tölz", "Vila Nova de Milfontes": a word of ours begins a name. "Villa Marina" is a home's."""
    tokens, tagged = message.tagged.tokens, message.tagged
    following = tokens[index + 1 : index + 3]
    if tagged.at(index, "month", "weekday", "place_never", "any_home") or not following:
        return False
    if not _is_capital(following[0]):
        return False
    if tagged.at(index, "kind"):
        return len(following) > 1 and tagged.at(index + 2, "place_small") is not None
    return not _is_written(message, index + 1)


def _blocks(message: Message, index: int, *, is_first: bool = False) -> bool:
    item = message.tagged.at(index, *_BLOCKING, *(("kind",) if is_first else ()))
    return item is not None and not item.is_fuzzy and not (item.is_foreign and item.category == "feature")


def _is_capital(token: Token) -> bool:
    return token.kind == "word" and token.text[0].isupper()


def _is_shouted(message: Message) -> bool:
    return not any(token.text[-1].islower() for token in message.tagged.tokens if token.kind == "word")


def _is_written(message: Message, index: int) -> bool:
    """Whether a word stands in a table of the message's language as it is written."""
    return message.tagged.is_written(index)


def _is_owned(message: Message, index: int) -> bool:
    """ "Near Sarah's house"."""
    tokens = message.tagged.tokens
    return index + 1 < len(tokens) and tokens[index].text in "'’" and tokens[index + 1].plain == "s"


def _is_somebody(message: Message, index: int, end: int) -> bool:
    """ "Auf Reto Zbinden": whom it is booked for."""
    return end - index > 1 and message.tagged.tokens[index].plain in first_names()


def _is_feast_there(message: Message, lead: Item, end: int) -> bool:
    """ "In Wien sind da Ferien", "in London it's half-term": what goes on where the guest lives."""
    span = message.span_of(lead.start)
    behind = range(end, min(span.end, end + FEAST))
    opens = all(message.tagged.at(at, "thing_fill", "people_plus") for at in range(span.start, lead.start))
    return opens and any(message.tagged.at(at, "place_feast") for at in behind)


def _is_german_noun(token: Token) -> bool:
    return token.text.lower().endswith(_ABSTRACT)


@cache
def countries() -> frozenset[str]:
    """Folded names of countries in our languages: each is wider than where any tenant lets homes."""
    return frozenset(fold(name) for code in UNDERSTOOD for name in Locale(code).territories.values())
