"""Those who are spoken of, one by one: counted ("2 kids"), named ("my mum"), or summed up ("there are 4 of us")."""

from __future__ import annotations

from dataclasses import dataclass, replace

from plugins.understanding.numbers import Number
from plugins.understanding.people.aged import owned, read_aged, read_another, read_labelled, read_sexed
from plugins.understanding.people.ages import MAX_ADJECTIVES, read_ages
from plugins.understanding.people.mention import SIZES, Mention, Role, noun_at
from plugins.understanding.people.names import behind_name, read_name, read_pronoun
from plugins.understanding.people.nouns import COUNTED, LISTED, somebody
from plugins.understanding.people.sums import (
    OR,
    read_alone,
    read_for_total,
    read_group,
    read_parts,
    read_total,
    read_us,
)
from plugins.understanding.people.unknown import begins_list, unknown_of
from plugins.understanding.people.words import Words

AGE_WITHIN = 12  # tokens of a mention
BETWEEN = 4  # phrases between a number and its noun
_BETWEEN = (
    "people_word", "people_more", "people_less", "people_mine", "people_ours", "people_among", "people_are",
    "people_one",
)  # fmt: skip


def mention_at(words: Words, index: int, *, may_mean_units: bool = False) -> Mention | None:
    """The mention that begins at a token. `may_mean_units`: "the two" may be homes that were shown."""
    for parse in (
        read_parts,
        read_sexed,
        read_aged,
        read_another,
        read_labelled,
        _counted,
        read_group,
        read_total,
        read_for_total,
    ):
        found = parse(words, index)
        if found:
            return found
    if not may_mean_units or words.tagged.language in ("de", "en"):
        found = read_us(words, index)
        if found:
            return found
    return read_alone(words, index) or read_pronoun(words, index) or read_name(words, index) or _named(words, index)


def has_age(words: Words, index: int) -> bool:
    """Whether a mention that begins at a token may tell its age with a unit, in brackets or between strokes."""
    for at in range(index, min(len(words.tokens), index + AGE_WITHIN)):
        number = words.message.numbers.at(at)
        if number is None:
            continue
        if words.text(number.end) == "/" and at > index:
            return True  # "2 kids 3/5"
        is_bracketed = words.text(at - 1) == "(" and words.text(number.end) in (")", ",", "&", "/")
        if is_bracketed or words.item(number.end, "age_unit") or words.item(number.end, "age_old"):
            return True
    return False


def _counted(words: Words, index: int) -> Mention | None:
    """ "2 kids", "a toddler", "dos de ellos niños", "one of the girls"."""
    number, both = words.number(index), words.item(index, "people_both")
    if number and _is_day(words, number):
        return None
    if both and not both.is_foreign and noun_at(words, both.end, is_after_number=False):
        return _of_both(words, index, both.end)
    end = number.end if number else words.one(index)
    if end is None:
        return None
    count = number.value if number else 1
    if number and (sum_ := _sum_of(words, index, count, end)):
        return sum_
    noun = _noun_behind(words, end, is_after_number=number is not None)
    if noun is None and number:
        noun = _noun_behind(words, _behind_unknown(words, end), is_after_number=False)
    noun = noun or _unknown_behind(words, index, end, is_after_number=number is not None)
    if noun and noun.role == "me" and count > 1:
        noun = replace(noun, role="kin")  # "zwei Alleinerziehende"
    if noun is None or noun.role in ("family", "group", "me"):
        return None
    if number is None and noun.role == "person" and noun.size is None:
        return None
    between = range(end, noun.start)
    people = count * SIZES.get(noun.role, 1) * (noun.size or 1 if count == 1 else 1)  # "two grandparents" are two
    ages, stop = read_ages(words, noun.end, people)
    is_among = any(words.tagged.at(at, "people_among", "people_are") for at in between)
    is_part = number is not None and noun.role != "person" and any(words.text(at) == "of" for at in between)
    return Mention(
        index, stop, noun.role, people, ages, noun.role == "person", True,
        is_among=is_among,
        is_part=is_part and not is_among,
        is_more=_is_said(words, "people_more", index, *between, noun.end),
        is_less=_is_said(words, "people_less", *between, noun.end),
        units=count if noun.role == "couple" else 1,
    )  # fmt: skip


def _is_day(words: Words, number: Number) -> bool:
    """ "El 17 papá tiene médico", "le 12 maman": one person, and a day before."""
    day = words.tagged.before(number.start, "people_day")
    if number.value < 2 or number.is_spelled or day is None or day.is_foreign:
        return False
    noun = noun_at(words, number.end, is_after_number=False)
    return noun is not None and noun[0] == "kin" and noun[1] == 1


def _behind_unknown(words: Words, end: int) -> int:
    """Behind a word or two that no table knows: "3 uni mates"."""
    start = end
    while end < start + MAX_ADJECTIVES and end < len(words.tokens) and words.tokens[end].kind == "word":
        if words.tagged.is_known(end):
            break
        end += 1
    return end


def _of_both(words: Words, index: int, end: int) -> Mention | None:
    """ "Both kids", "beide Elternpaare"."""
    noun = noun_at(words, end, is_after_number=False)
    if noun is None or noun[0] in ("family", "group", "me", "person"):
        return None
    people = 2 * SIZES.get(noun[0], 1)
    ages, stop = read_ages(words, noun[2], people)
    return Mention(index, stop, noun[0], people, ages, is_counted=True, units=2 if noun[0] == "couple" else 1)


def _sum_of(words: Words, index: int, count: int, end: int) -> Mention | None:
    """ "4 of us", "6 in all"."""
    if of_us := words.tagged.is_(end, "people_after", "of_us"):
        return _of_us(words, index, count, of_us.end)
    among = words.item(end, "people_among")
    behind = words.skip(among.end, "people_the", "people_mine", "people_ours") if among else 0
    if among and behind > among.end and noun_at(words, behind, is_after_number=False):
        return Mention(index, end, "person", count, is_total=True, is_counted=True)  # "11 contando los niños"
    in_all = words.tagged.is_(end, "people_after", "total")
    if in_all and _counts_heads(words, index, in_all.end):
        return Mention(index, in_all.end, "person", count, is_total=True, is_counted=True)
    return None


def _is_said(words: Words, category: str, *places: int) -> bool:
    return any(words.item(at, category) is not None and words.text(at) != "+" for at in places)


@dataclass(frozen=True, slots=True)
class _Noun:
    """Tokens `start` to `end` (exclusive) with the adjectives behind it."""

    start: int
    end: int
    role: Role
    size: int | None


def _noun_behind(words: Words, end: int, *, is_after_number: bool) -> _Noun | None:
    """The word for people behind a number, over words that may stand between."""
    position = end
    for _ in range(BETWEEN):
        found = noun_at(words, position, is_after_number=position == end and is_after_number)
        if found and not _is_couple_of(words, position, found):
            role, size, stop = found
            second = noun_at(words, stop, is_after_number=False) if role == "adult" else None
            stop = second[2] if second and second[0] == "person" else stop  # "adult guests"
            return _Noun(position, _adjectives(words, stop), role, size)
        following = words.end(position, *_BETWEEN)
        if following == position:
            return None
        position = following + (words.text(following) == "." and words.touches(following))  # "5 nos. persons"
    return None


def _unknown_behind(words: Words, index: int, end: int, *, is_after_number: bool) -> _Noun | None:
    """The same of a noun that no table knows: "4 Pilger", "with a consultant"."""
    if not is_after_number and words.item(index, "people"):
        return None
    start = words.skip(end, "people_word", "people_whose")
    found = somebody(words, start, COUNTED if is_after_number else LISTED)
    if found and not is_after_number and not words.is_listed(index) and not begins_list(words, found.end):
        return None
    return _Noun(start, found.end, found.role, 1) if found else None


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


def _of_us(words: Words, index: int, count: int, end: int) -> Mention | None:
    if words.tokens[index - 1].plain in OR and words.message.numbers.at(index - 2) if index > 1 else False:
        return None  # "2 or 4 of us"
    is_part = count == 1
    noun = noun_at(words, end, is_after_number=False)
    if noun and noun[0] == "kin":
        end = noun[2]  # "4 of us lads"
    return Mention(index, end, "person", count, is_total=not is_part, is_counted=True, is_part=is_part)


def _told_number(words: Words, end: int) -> tuple[int, int] | None:
    """How many a plural is, and the end: "nipotini (3)", "los nenes, que son 3"."""
    start = words.end(end + (words.text(end) == ","), "people_number")
    is_bracketed = words.text(end) == "("
    number = words.number(end + 1 if is_bracketed else start)
    if number is None or not (is_bracketed or words.tagged.before(number.start, "people_number")):
        return None
    if is_bracketed:
        return (number.value, number.end + 1) if words.text(number.end) == ")" and number.value > 1 else None
    is_open = words.tagged.at(number.end, "age_unit", "people", "people_plus") or words.counts_other(number.end)
    return None if is_open or words.text(number.end) in (",", "/") else (number.value, number.end)


def _named(words: Words, index: int) -> Mention | None:
    """ "my wife", "the twins", "kids": without a number."""
    position = index
    is_mine, is_ours = owned(words, index)
    phrase = words.item(index, "people")
    if (is_mine or is_ours) and not (phrase and phrase.end > words.end(index, "people_mine", "people_ours")):
        end = words.end(index, "people_mine", "people_ours")
        position = end if words.item(end, "people") else words.skip(end, "people_word")
    noun = noun_at(words, position, is_after_number=False)
    if noun is None and phrase:
        position, is_mine = index, False  # "para mí"
        noun = noun_at(words, index, is_after_number=False)
    if noun is None and (unknown := unknown_of(words, index, position)):
        size = None if unknown.is_plural else 1
        return Mention(index, unknown.end, unknown.role, size, is_mine=is_mine, is_ours=is_ours)
    if noun is None or noun[0] in ("family", "group", "person"):
        return None
    role, size, end = noun
    if _is_couple_of(words, position, noun):
        return None
    item = words.item(position, "people")
    is_mine = is_mine or bool(item and item.end - item.start > 1 and words.item(item.start, "people_mine"))
    end = _adjectives(words, end)
    if size is None and role == "kin" and words.tagged.before(position, "people_single"):
        size = 1  # "der Fahrer"
    people = None if size is None else size * SIZES.get(role, 1)
    end = behind_name(words, end) if people == 1 and role != "me" else end
    if people is None and (told := _told_number(words, end)):
        people, end = told
    ages, end = read_ages(words, end, people)
    if people is None and ages.years:
        people = len(ages.years)
    return Mention(index, end, role, people, ages, is_counted=role == "couple", is_mine=is_mine, is_ours=is_ours)
