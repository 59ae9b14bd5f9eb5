"""Sums of people: "somos 4", "for 6", "a family of five", "zu dritt", "2+2"."""

from __future__ import annotations

from plugins.understanding.people.ages import Ages
from plugins.understanding.people.mention import Mention, noun_at
from plugins.understanding.people.nouns import COUNTED, somebody
from plugins.understanding.people.words import Words

MAX_PARTS = 20  # of "2+2"
OR = frozenset("or o u ou oder od bis a to".split())


def read_parts(words: Words, index: int) -> Mention | None:
    """ "2+2": adults and children."""
    first = words.number(index)
    if not first or words.text(first.end) != "+":
        return None
    second = words.number(first.end + 1)
    if not second or words.counts_other(second.end) or max(first.value, second.value) > MAX_PARTS:
        return None
    if words.item(second.end, "people") or words.item(second.end, "people_short"):
        return None
    ages = Ages(count=second.value)
    return Mention(index, second.end, "family", first.value + second.value, ages, is_counted=True)


def read_group(words: Words, index: int) -> Mention | None:
    """ "a family of 4", "2 families of 4", "party of nine"."""
    units, position = 1, index
    number = words.number(index)
    if number:
        units, position = number.value, number.end
    item = words.item(position, "people")
    if not item or item.value.split()[0] not in ("family", "group"):
        return None
    end = words.end(item.end, "people_of", "people_total", "people_fill")
    is_each = words.item(item.end, "people_of") is not None
    end = words.skip(end, "people_fill")
    if words.text(end) == ":":
        end += 1
    size = words.number(end)
    if number and not (is_each and size and not words.item(size.end, "people")):
        return Mention(index, item.end, "family", None, units=units, is_counted=True)
    if not size:
        return None
    unknown = somebody(words, size.end, COUNTED)
    if words.counts_other(size.end) and not (unknown and unknown.role == "kin"):
        return None
    noun = noun_at(words, size.end, is_after_number=True)
    if noun and noun[0] not in ("person", "kin"):
        return None
    stop = noun[2] if noun else unknown.end if unknown else size.end
    return Mention(index, stop, "group", units * size.value, is_total=True, is_counted=True, units=units)


def read_total(words: Words, index: int) -> Mention | None:
    """ "somos 4", "we'd be about six", "pax: 5"."""
    item = words.item(index, "people_total")
    if item is None or item.is_foreign:
        return None
    return _summed(words, index, words.skip(item.end, "people_fill"))


def read_for_total(words: Words, index: int) -> Mention | None:
    """ "for 4", "x2", "p/ 2"."""
    item = words.item(index, "people_for")
    if item is None or item.is_foreign or (words.text(index).lower() == "x" and words.text(index - 1).isdecimal()):
        return None
    return _summed(words, index, words.skip(item.end, "people_fill"))


def _summed(words: Words, start: int, position: int) -> Mention | None:
    number = words.number(position)
    if number is None or number.value == 0 or is_range(words, number.end):
        return None
    if number.value == 1 and number.is_spelled and words.one(position):
        return None  # an article
    if words.counts_other(number.end) or noun_at(words, number.end, is_after_number=True):
        return None
    if (words.text(number.end) in ("/", "-", "–") and words.touches(number.end)) or words.tagged.at(
        number.end, "money_sign"
    ):
        return None
    if words.tagged.at(number.end, "people_more", "people_less") and not _goes_on_with(words, number.end):
        return None  # "cuenta dos más"; not "somos dos más el bebé"
    noun = noun_at(words, words.skip(number.end, "people_word"), is_after_number=False)
    if noun and noun[0] != "me" and words.skip(number.end, "people_word") > number.end:
        return None  # "somos 3 buenas amigas": counted
    after = words.tagged.is_(number.end, "people_after", "of_us", "total")
    return Mention(start, after.end if after else number.end, "person", number.value, is_total=True, is_counted=True)


def _goes_on_with(words: Words, index: int) -> bool:
    joint = words.item(index, "people_and")
    return joint is not None and joint.end < len(words.tokens) and words.tokens[joint.end].kind != "mark"


def is_range(words: Words, end: int) -> bool:
    """ "4 or 5", "6-7": nobody knows yet."""
    joins = words.text(end) in ("-", "–", "/") or (words.tokens[end : end + 1] and words.tokens[end].plain in OR)
    perhaps = words.end(end + (words.text(end) == ","), "people_or")
    is_open = words.tagged.before(perhaps, "people_or") is not None and perhaps > end
    return bool((joins and words.number(end + 1)) or (is_open and words.number(perhaps)))


def read_us(words: Words, index: int) -> Mention | None:
    """ "nosotros dos", "zu dritt"."""
    item = words.item(index, "people_us")
    if item is None or item.is_foreign or words.tagged.before(index, "people_clock"):
        return None
    if words.item(item.end, "ordinal_first") or is_range(words, item.end):
        return None  # "los dos primeros"
    if item.end < len(words.tokens) and (words.counts_other(item.end) or words.item(item.end, "people")):
        noun = noun_at(words, item.end, is_after_number=False)
        if noun is None or noun[0] != "kin":
            return None
        return Mention(index, noun[2], "kin", int(item.value), is_total=True, is_counted=True)
    return Mention(index, item.end, "person", int(item.value), is_total=True, is_counted=True)


def read_alone(words: Words, index: int) -> Mention | None:
    item = words.item(index, "people_alone")
    if item is None or item.is_foreign or words.tagged.before(index, "people_one") or words.counts_other(item.end):
        return None
    if words.item(item.end, "people") and words.one(item.end - 1) == item.end:
        return None  # "casa para um casal"
    is_verb = (
        item.end < len(words.tokens) and words.tokens[item.end].kind == "word" and not words.tagged.is_known(item.end)
    )
    if is_verb and words.tagged.language == "es":
        return None  # "yo solo pregunto"
    joined = words.end(item.end, "people_and", "people_with")
    if joined > item.end:
        joined = words.skip(joined, "people_mine", "people_one", "people_word")
        number = words.number(joined)
        if words.item(joined, "people") or (number and not words.counts_other(number.end)):
            return Mention(index, item.end, "me", 1, is_counted=True)
    return Mention(index, item.end, "person", 1, is_total=True, is_counted=True)
