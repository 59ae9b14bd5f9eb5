"""People that are told by their age, or counted as in a form."""

from __future__ import annotations

from dataclasses import replace

from plugins.understanding.people.ages import Ages, read_age_before, read_ages
from plugins.understanding.people.mention import ADULT_AGE, Mention, Role, noun_at
from plugins.understanding.people.words import Words

_SEXES = frozenset("mwfhv")  # Mann, Weib, woman, femme, homme, hombre, varón
AGE_WITHIN = 12  # tokens in which somebody was named before


def read_aged(words: Words, index: int) -> Mention | None:
    """ "a 6 year old", "our 5 month old twins", "4-jähriger": an age that is somebody."""
    start, count, is_more = index, 1, False
    is_mine, is_ours = owned(words, index)
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


def read_sexed(words: Words, index: int) -> Mention | None:
    """ "w34 m36", "m45 + w42": a letter for man or woman and an age, where another one stands beside it."""
    age = _sexed(words, index)
    if age is None:
        return None
    behind = words.skip(index + 2, "people_and")
    is_pair = _sexed(words, behind) is not None or index in words.named or _ends_sexed(words, index)
    if not is_pair:
        return None
    return Mention(index, index + 2, "adult" if age >= ADULT_AGE else "child", 1, Ages((age,)), is_counted=True)


def _sexed(words: Words, index: int) -> int | None:
    """The age behind a letter for man or woman that touches it."""
    if not 0 <= index < len(words.tokens) - 1 or words.tokens[index].plain not in _SEXES:
        return None
    number = words.number(index + 1)
    is_form = (
        number is not None
        and words.touches(index + 1)
        and not (words.touches(number.end) and words.tokens[number.end].kind == "word")
    )
    return number.value if number and is_form and number.end == index + 2 else None


def _ends_sexed(words: Words, index: int) -> bool:
    """Whether another one ends just before a token, but for what joins them."""
    link = words.tagged.before(index, "people_and")
    return _sexed(words, (link.start if link else index) - 2) is not None


def read_another(words: Words, index: int) -> Mention | None:
    """ "Otra de 5 años", "un de 10": in a list, one more who is told by age alone."""
    end = words.one(index)
    if end is None or not words.item(end, "age_before") or not words.is_listed(index) or not _of_people(words, index):
        return None
    ages, stop = read_ages(words, end, 1)
    if not ages.years or words.counts_other(stop) or words.item(stop, "people"):
        return None
    return Mention(index, stop, "adult" if ages.years[0] >= ADULT_AGE else "child", 1, ages, is_counted=True)


def read_labelled(words: Words, index: int) -> Mention | None:
    """ "Adults: 2", "Kinder = 1 (5 J.)": as in a form."""
    noun = noun_at(words, index, is_after_number=False) or noun_at(words, index, is_after_number=True)
    if noun is None or noun[0] not in ("adult", "child", "infant", "person"):
        return None
    end = noun[2] + (words.text(noun[2]) == "." and words.touches(noun[2]))
    number = words.number(end + 1) if words.text(end) in (":", "=") else None
    if number is None or words.counts_other(number.end) or words.item(number.end, "people"):
        return None
    if words.text(number.end) in (",", "/") and words.number(number.end + 1) and not words.item(index - 1, "people"):
        return None  # "kids: 3, 5 and 7" are ages
    ages, stop = read_ages(words, number.end, number.value)
    return Mention(index, stop, noun[0], number.value, ages, noun[0] == "person", is_counted=True)


def _of_people(words: Words, index: int) -> bool:
    """Whether the last that was named before a token are people: "two homes, one for 4" tells no age."""
    for at in range(index - 1, max(-1, index - AGE_WITHIN), -1):
        if words.tagged.at(at, "people"):
            return True
        if words.tagged.at(at, "kind", "any_home", "bedroom", "people_other") and not words.item(at, "age_unit"):
            return False
    return False


def owned(words: Words, index: int) -> tuple[bool, bool]:
    """Whether "my" or "our" stands at a token."""
    return words.item(index, "people_mine") is not None, words.item(index, "people_ours") is not None
