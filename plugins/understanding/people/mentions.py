"""Those who are spoken of, one by one: counted ("2 kids"), named ("my mum"), or summed up ("there are 4 of us")."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from plugins.understanding.people.ages import NO_AGES, Ages, read_age_before, read_ages
from plugins.understanding.people.words import Words

Role = Literal["me", "partner", "adult", "kin", "youth", "child", "infant", "person", "couple", "family", "group"]
SIZES = {"couple": 2}
MAX_PARTS = 20  # of "2+2"


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    role: Role
    count: int | None  # people; None: a plural whose number is not said
    ages: Ages = NO_AGES
    is_total: bool = False  # all who travel
    is_counted: bool = False  # with a number or an article
    is_mine: bool = False  # "my"
    is_ours: bool = False
    is_part: bool = False  # "one of us"
    is_among: bool = False  # "2 of them children"
    is_more: bool = False  # "another", "2 more"
    is_less: bool = False
    units: int = 1  # couples, families

    @property
    def is_young(self) -> bool:
        return self.role in ("child", "infant")


def mention_at(words: Words, index: int, *, may_mean_units: bool = False) -> Mention | None:
    """The mention that begins at a token. `may_mean_units`: "the two" may be homes that were shown."""
    for parse in (_parts, _aged, _counted, _group, _total, _for_total):
        found = parse(words, index)
        if found:
            return found
    if not may_mean_units or words.tagged.language in ("de", "en"):
        found = _us(words, index)
        if found:
            return found
    return _alone(words, index) or _named(words, index)


def noun_at(words: Words, index: int, *, is_after_number: bool) -> tuple[Role, int | None, int] | None:
    """Role, how many one of it is (None: a plural) and the end of a word for people."""
    item = words.item(index, "people")
    short = words.item(index, "people_short") if is_after_number else None
    if short and (item is None or short.end > item.end):
        if not words.touches(index) and len(words.text(index)) == 1 and words.text(index).islower():
            return None  # "4 e": a word of its own
        item = short
    if item is None:
        return None
    feature = words.item(index, "feature")
    if feature and feature.end > item.end:
        return None  # "petit-déj"
    role, size = item.value.split()
    end = item.end
    if words.text(end) == "." and words.touches(end) and item.category == "people_short":
        end += 1
    return role, None if size == "*" else int(size), end  # type: ignore[return-value]  # the table's roles


def _parts(words: Words, index: int) -> Mention | None:
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


def _aged(words: Words, index: int) -> Mention | None:
    """ "a 6 year old", "our 5 month old twins", "4-jähriger": an age that is somebody."""
    start, count, is_more = index, 1, False
    is_mine, is_ours = _owned(words, index)
    if is_mine or is_ours:
        start = words.end(index, "people_mine", "people_ours")
    elif (end := words.one(index)) is not None and words.message.numbers.at(end):
        is_more, start = words.item(index, "people_more") is not None, end
    found = read_age_before(words, start)
    if found is None:
        return None
    ages, end = found
    noun = noun_at(words, end, is_after_number=False)
    if noun and noun[0] in ("child", "infant", "youth", "kin"):
        count, end = noun[1] or 1, noun[2]
    role: Role = "adult" if min(ages.years) >= ADULT_AGE else "child"
    ages = replace(ages, years=ages.years * count)
    return Mention(index, end, role, count, ages, is_counted=True, is_mine=is_mine, is_ours=is_ours, is_more=is_more)


def _owned(words: Words, index: int) -> tuple[bool, bool]:
    """Whether "my" or "our" stands at a token."""
    return words.item(index, "people_mine") is not None, words.item(index, "people_ours") is not None


ADULT_AGE = 18


def _counted(words: Words, index: int) -> Mention | None:
    number = words.number(index)
    if number is None:
        end = words.one(index)
        count = 1
    else:
        end, count = number.end, number.value
    if end is None:
        return None
    is_more = words.item(index, "people_more") is not None
    if (of_us := words.tagged.is_(end, "people_after", "of_us")) and number:
        return _of_us(words, index, count, of_us.end)
    in_all = words.tagged.is_(end, "people_after", "total")
    if in_all and number and _counts_heads(words, index, in_all.end):
        return Mention(index, in_all.end, "person", count, is_total=True, is_counted=True)
    is_less = False
    position = end
    for _ in range(4):
        noun = noun_at(words, position, is_after_number=position == end and number is not None)
        if noun and not _is_couple_of(words, position, noun):
            break
        noun = None
        is_more = is_more or words.item(position, "people_more") is not None
        is_less = is_less or words.item(position, "people_less") is not None
        following = words.end(
            position,
            "people_word",
            "people_more",
            "people_less",
            "people_mine",
            "people_ours",
            "people_among",
            "people_one",
        )
        if following == position:
            break
        position = following + (words.text(following) == "." and words.touches(following))  # "5 nos. persons"
    if noun is None:
        return None
    role, size, end = noun
    if role in ("family", "group", "me"):
        return None
    if number is None and role == "person" and size is None:
        return None
    if role == "adult" and (second := noun_at(words, end, is_after_number=False)) and second[0] == "person":
        end = second[2]
    end = _adjectives(words, end)
    is_more = is_more or (words.item(end, "people_more") is not None and words.text(end) != "+")
    is_less = is_less or words.item(end, "people_less") is not None
    units = count if role == "couple" else 1
    people = count * SIZES.get(role, 1) * (size or 1 if count == 1 else 1)  # "two grandparents" are two
    ages, end = read_ages(words, end, people)
    is_among = any(words.item(at, "people_among") for at in range(number.end if number else index + 1, position))
    is_part = (
        position != index and any(words.text(at) in ("of",) for at in range(index, position)) and number is not None
    )
    return Mention(
        index, end, role, people, ages, role == "person", True,
        is_among=is_among,
        is_part=is_part and role != "person" and not is_among, is_more=is_more, is_less=is_less, units=units,
    )  # fmt: skip


def _counts_heads(words: Words, index: int, end: int) -> bool:
    """Whether a number "in all" is one of people: no money is spoken of beside it."""
    money = ("money_max", "money_min", "money_budget", "money_sign", "money_about", "money_and")
    return words.tagged.before(index, *money) is None and words.tagged.at(end, "money_sign", "people_other") is None


def _is_couple_of(words: Words, index: int, noun: tuple[Role, int | None, int]) -> bool:
    """ "a couple of days", "ein paar Fragen": a few."""
    if noun[0] != "couple" or noun[1] != 1:
        return False
    following = words.tokens[noun[2]] if noun[2] < len(words.tokens) else None
    if following is None or following.kind != "word":
        return following is not None and following.kind == "number"
    if following.plain == "of":
        return True
    if words.tagged.language == "de" and words.tokens[index].plain in ("ein", "paar", "a", "es"):
        return words.tagged.at(noun[2], "people_and", "people_with", "people_for") is None and words.counts_other(
            noun[2]
        )
    return False


def _adjectives(words: Words, end: int) -> int:
    if words.tagged.at(end, "age_before", "people_and", "people_more", "people_less", "people_among"):
        return end
    following = words.end(end, "people_word")
    return following if following == len(words.tokens) or not words.item(following, "people") else end


def _of_us(words: Words, index: int, count: int, end: int) -> Mention:
    is_part = count == 1
    noun = noun_at(words, end, is_after_number=False)
    if noun and noun[0] == "kin":
        end = noun[2]  # "4 of us lads"
    return Mention(index, end, "person", count, is_total=not is_part, is_counted=True, is_part=is_part)


def _group(words: Words, index: int) -> Mention | None:
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
    if not size or words.counts_other(size.end):
        return None
    noun = noun_at(words, size.end, is_after_number=True)
    if noun and noun[0] != "person":
        return None
    return Mention(
        index, noun[2] if noun else size.end, "group", units * size.value, is_total=True, is_counted=True, units=units
    )


def _total(words: Words, index: int) -> Mention | None:
    """ "somos 4", "we'd be about six", "pax: 5"."""
    item = words.item(index, "people_total")
    if item is None or item.is_foreign:
        return None
    return _summed(words, index, words.skip(item.end, "people_fill"))


def _for_total(words: Words, index: int) -> Mention | None:
    """ "for 4", "x2", "p/ 2"."""
    item = words.item(index, "people_for")
    if item is None or item.is_foreign or (words.text(index).lower() == "x" and words.text(index - 1).isdecimal()):
        return None
    return _summed(words, index, words.skip(item.end, "people_fill"))


def _summed(words: Words, start: int, position: int) -> Mention | None:
    number = words.number(position)
    if number is None or number.value == 0 or _is_range(words, number.end):
        return None
    if number.value == 1 and number.is_spelled and words.one(position):
        return None  # an article
    if words.counts_other(number.end) or noun_at(words, number.end, is_after_number=True):
        return None
    if (words.text(number.end) in ("/", "-", "–") and words.touches(number.end)) or words.tagged.at(
        number.end, "money_sign"
    ):
        return None
    if words.tagged.at(number.end, "people_more", "people_less") and not words.tagged.at(number.end, "people_and"):
        return None
    noun = noun_at(words, words.skip(number.end, "people_word"), is_after_number=False)
    if noun and noun[0] != "me" and words.skip(number.end, "people_word") > number.end:
        return None  # "somos 3 buenas amigas": counted
    after = words.tagged.is_(number.end, "people_after", "of_us", "total")
    return Mention(start, after.end if after else number.end, "person", number.value, is_total=True, is_counted=True)


def _is_range(words: Words, end: int) -> bool:
    """ "4 or 5", "6-7": nobody knows yet."""
    joins = words.text(end) in ("-", "–", "/") or (words.tokens[end : end + 1] and words.tokens[end].plain in _OR)
    return bool(joins and words.number(end + 1))


_OR = frozenset("or o u ou oder od bis a to".split())


def _us(words: Words, index: int) -> Mention | None:
    """ "nosotros dos", "zu dritt"."""
    item = words.item(index, "people_us")
    if item is None or item.is_foreign or words.tagged.before(index, "people_clock"):
        return None
    if words.item(item.end, "ordinal_first"):
        return None  # "los dos primeros"
    if item.end < len(words.tokens) and (words.counts_other(item.end) or words.item(item.end, "people")):
        noun = noun_at(words, item.end, is_after_number=False)
        if noun is None or noun[0] != "kin":
            return None
        return Mention(index, noun[2], "kin", int(item.value), is_total=True, is_counted=True)
    return Mention(index, item.end, "person", int(item.value), is_total=True, is_counted=True)


def _alone(words: Words, index: int) -> Mention | None:
    item = words.item(index, "people_alone")
    if item is None or item.is_foreign or words.tagged.before(index, "people_one") or words.counts_other(item.end):
        return None
    is_verb = (
        item.end < len(words.tokens) and words.tokens[item.end].kind == "word" and not words.tagged.is_known(item.end)
    )
    if is_verb and words.tagged.language == "es":
        return None  # "yo solo pregunto"
    joined = words.end(item.end, "people_and", "people_with")
    if joined > item.end:
        joined = words.skip(joined, "people_mine", "people_one", "people_word")
        if words.item(joined, "people") or words.message.numbers.at(joined):
            return Mention(index, item.end, "me", 1, is_counted=True)
    return Mention(index, item.end, "person", 1, is_total=True, is_counted=True)


def _named(words: Words, index: int) -> Mention | None:
    """ "my wife", "the twins", "kids": without a number."""
    position = index
    is_mine, is_ours = _owned(words, index)
    phrase = words.item(index, "people")
    if (is_mine or is_ours) and not (phrase and phrase.end > words.end(index, "people_mine", "people_ours")):
        end = words.end(index, "people_mine", "people_ours")
        position = end if words.item(end, "people") else words.skip(end, "people_word")
    noun = noun_at(words, position, is_after_number=False)
    if noun is None and phrase:
        position, is_mine = index, False  # "para mí"
        noun = noun_at(words, index, is_after_number=False)
    if noun is None or noun[0] in ("family", "group", "person"):
        return None
    role, size, end = noun
    if _is_couple_of(words, position, noun):
        return None
    item = words.item(position, "people")
    is_mine = is_mine or bool(item and item.end - item.start > 1 and words.item(item.start, "people_mine"))
    end = _adjectives(words, end)
    people = None if size is None else size * SIZES.get(role, 1)
    ages, end = read_ages(words, end, people)
    if people is None and ages.years:
        people = len(ages.years)
    return Mention(index, end, role, people, ages, is_counted=role == "couple", is_mine=is_mine, is_ours=is_ours)
