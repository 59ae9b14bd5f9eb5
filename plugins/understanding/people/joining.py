"""Who joins and who leaves those that are known, told by the verb in their part of the sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from plugins.understanding.lexicon import Item
from plugins.understanding.people.found import Found, Sign
from plugins.understanding.people.mention import Mention
from plugins.understanding.people.words import Words

# Categories that say behind a number, or before it, which way it counts.
_STEPS_AFTER: tuple[tuple[str, Sign], ...] = (("people_more", "+"), ("people_less", "-"))
_STEPS_BEFORE: tuple[tuple[str, Sign], ...] = (("people_less", "-"), ("people_plus", "+"), ("people_more", "+"))
BESIDE = 2  # tokens between somebody and a word that says he comes
NEAR = 3


def signed(words: Words, found: list[Found], start: int, end: int, is_known: bool) -> list[Found]:
    """Mentions with who joins and who leaves, told by the verb in their part of the sentence."""
    told = list(found)
    for first, last in _pieces(words, start, end):
        inside = [at for at, item in enumerate(told) if first <= item.mention.start < last]
        verbs = [(category, item) for category in ("people_leaves", "people_comes") for index in range(first, last)
                 if (item := words.item(index, category)) and not item.is_foreign and item.end <= last]  # fmt: skip
        leaving = next((item for category, item in verbs if category == "people_leaves"), None)
        coming = next((item for category, item in verbs if category == "people_comes"), None)
        if leaving:
            if _is_put_off(words, leaving.end):
                continue  # "he can't until the 9th"
            behind = [at for at in inside if not _stays_with(words, told[at], leaving.end)]
            subjects = [at for at in inside if told[at].mention.end <= leaving.start] or behind
            is_pet = any(words.tagged.is_(index, "feature", "pets") for index in range(first, leaving.start))
            for at in inside:
                if is_pet or at not in subjects:
                    told[at] = replace(told[at], sign="away")  # the dog stays with my mother
            if is_pet:
                continue
            if subjects:
                for at in subjects:
                    told[at] = _leaves(told[at])
            elif (
                one := _somebody_about(words, (first, leaving.start), (leaving.end, last), (start, first))
            ) is not None:
                told.append(one)
            elif is_known and (one := _called(words, first, leaving.start)) is not None:
                told.append(one)
            elif behind != inside:
                continue
            elif told and (before := [at for at, item in enumerate(told) if item.mention.end <= first]):
                told[before[-1]] = _leaves(told[before[-1]])
        elif coming:
            for at in inside:
                told[at] = _joins(told[at], coming) if is_known else _accompanies(told[at], coming)
        told += _more(words, first, last, told, is_coming=coming is not None) if is_known else []
    told = [_without(words, item) for item in told]
    return [_led(words, item, start, is_known, at) for at, item in enumerate(told)]


def _pieces(words: Words, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for index in range(start, end):
        if words.is_stop(index) or words.text(index) in (",", ";") or words.item(index, "people_cut"):
            yield begin, index
            begin = index
    yield begin, end


def _leaves(item: Found) -> Found:
    return item if item.mention.is_total else replace(item, sign="-")


def _is_put_off(words: Words, end: int) -> bool:
    position = words.skip(end, "people_comes", "people_cut")
    return words.item(end, "people_clock") is not None or words.item(position, "people_clock") is not None


def _stays_with(words: Words, item: Found, start: int) -> bool:
    """ "The kids stay with grandma": she is no traveller."""
    return item.mention.start >= start and (item.after_with or item.link == "with" or item.mention.start - start <= 1)


def _accompanies(item: Found, coming: Item) -> Found:
    """ "And my husband joins me": two, when nobody was spoken of before."""
    mention = item.mention
    is_one = mention.role in ("partner", "kin", "adult") and mention.count == 1 and not mention.is_total
    return replace(item, after_with=True) if is_one and _is_beside(mention, coming) else item


def _is_beside(mention: Mention, coming: Item) -> bool:
    """A word alone ("also") must stand beside whom it is said of."""
    gap = coming.start - mention.end if coming.start >= mention.end else mention.start - coming.end
    return coming.end - coming.start > 1 or gap <= BESIDE


def _joins(item: Found, coming: Item) -> Found:
    mention = item.mention
    if not _is_beside(mention, coming):
        return item
    length = coming.end - coming.start
    if mention.is_total or mention.is_part or mention.role == "me":
        return item
    if mention.role == "adult" and mention.is_counted and length == 1 and not mention.is_more:
        return item  # "vienen 2 adultos" says who comes
    return replace(item, sign="+")


def _somebody_about(words: Words, *places: tuple[int, int]) -> Found | None:
    """Who leaves, without a noun: before the verb, behind it, or in the part before ("two injured, can't come")."""
    return next((one for start, end in places if (one := _somebody(words, start, end))), None)


def _called(words: Words, start: int, end: int) -> Found | None:
    """ "Sarah hat abgesagt": one who is told by name."""
    at = end - 1
    if at < start or words.tokens[at].kind != "word" or words.tagged.is_known(at) or not words.text(at).istitle():
        return None
    return Found(Mention(at, end, "person", 1, is_part=True), sign="-")


def _somebody(words: Words, start: int, end: int) -> Found | None:
    """ "una se bajó", "two can't come"."""
    for index in range(start, end):
        number = words.number(index)
        stop = number.end if number else words.one(index)
        if stop and stop <= end and not words.counts_other(stop):
            mention = Mention(index, stop, "person", number.value if number else 1, is_part=True)
            return Found(mention, sign="-")
    return None


def _more(words: Words, start: int, end: int, known: list[Found], *, is_coming: bool) -> list[Found]:
    """ "one more", "uno menos", "+1"."""
    for index in range(start, end):
        if any(item.mention.start <= index < item.mention.end for item in known):
            continue
        count, stop, sign = _step(words, index, is_coming=is_coming)
        if not stop or stop > len(words.tokens) or not _ends_thought(words, stop):
            continue
        return [Found(Mention(index, stop, "person", count, is_part=True), sign=sign)]
    return []


def _step(words: Words, index: int, *, is_coming: bool) -> tuple[int, int, Sign]:
    """How many, the end, and which way; `is_coming`: somebody joins ("ne aggiungo altri due")."""
    number = words.number(index)
    end = number.end if number else words.one(index)
    count = number.value if number else 1
    if end:
        for category, sign in _STEPS_AFTER:
            item = words.item(end, category)
            if item and words.text(end) != "+" and not item.is_foreign:
                return count, item.end, sign
    for category, sign in _STEPS_BEFORE:
        item = words.item(index, category)
        number = words.number(item.end) if item else None
        is_sign = item is not None and (sign == "-" or is_coming or words.text(index) in ("+", "plus"))
        if item and number and is_sign and not item.is_foreign:
            return number.value, number.end, sign
    return 0, 0, ""


def _ends_thought(words: Words, index: int) -> bool:
    if index >= len(words.tokens) or words.tokens[index].kind == "mark":
        return words.text(index) not in ("€", "$", "£", "%", "/")
    return words.tagged.at(index, "people_and", "people_cut", "people_fill", "now", "now_sign", "asks") is not None


def _without(words: Words, item: Found) -> Found:
    """ "without the kids", "no children"."""
    start = item.mention.start
    for _ in range(2):
        before = words.tagged.before(start, "people_the", "people_one", "people_word", "people_ours")
        start = before.start if before else start
    if words.tagged.before(start, "people_without"):
        return replace(item, sign="-" if item.mention.count or not item.mention.is_young else "none")
    if words.tagged.before(start, "people_no") and item.mention.is_young and not item.mention.is_counted:
        return replace(item, sign="none")
    return item


def _led(words: Words, item: Found, start: int, is_known: bool, at: int) -> Found:
    """ "another adult"; "and my mother" as the whole of a message: they join those who are known."""
    mention = item.mention
    if item.sign or not is_known or (mention.is_total and not (mention.is_more or mention.is_less)):
        return item
    if mention.is_more:
        return replace(item, sign="+")
    if mention.is_less:
        return replace(item, sign="-")
    is_only = any(words.item(index, "people_only") for index in range(start, mention.start))
    leads = (
        at == 0
        and item.link == "plus"
        and not is_only
        and words.item(start, "people_plus")
        and mention.start - start <= NEAR
    )
    if leads and mention.role in ("kin", "partner", "infant", "child"):
        return replace(item, sign="+")
    return item
