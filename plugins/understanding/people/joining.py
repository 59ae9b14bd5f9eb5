"""Who joins and who leaves those that are known, told by the verb in their part of the sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from plugins.understanding.lexicon import Item
from plugins.understanding.people.found import Found, Sign
from plugins.understanding.people.mention import Mention
from plugins.understanding.people.names import called
from plugins.understanding.people.words import Words

# Categories that say behind a number, or before it, which way it counts.
_STEPS_AFTER: tuple[tuple[str, Sign], ...] = (("people_more", "+"), ("people_less", "-"))
_STEPS_BEFORE: tuple[tuple[str, Sign], ...] = (("people_less", "-"), ("people_plus", "+"), ("people_more", "+"))
BESIDE = 2  # tokens between somebody and a word that says he comes
NEAR = 3
_OF_THEM = frozenset({"en", "aggiungine", "aggiungetene", "contane", "mettine"})  # "one of them" in the verb


def signed(words: Words, found: list[Found], start: int, end: int, is_known: bool) -> list[Found]:
    """Mentions with who joins and who leaves, told by the verb in their part of the sentence."""
    told, pieces = list(found), list(_pieces(words, start, end))
    is_pet_away = any(_leaves_pet(words, first, last) for first, last in pieces)
    for first, last in pieces:
        leaving, coming = _verb(words, first, last, "people_leaves"), _verb(words, first, last, "people_comes")
        inside = [at for at, item in enumerate(told) if first <= item.mention.start < last]
        if _gives_pet(words, first, last) or (is_pet_away and _minds(words, [told[at] for at in inside], first, last)):
            for at in inside:
                told[at] = replace(told[at], sign="away")
            continue
        if leaving and _is_put_off(words, leaving.end):
            continue  # "he can't until the 9th"
        if leaving:
            is_settled = _left(words, told, inside, leaving, (first, last), (start, first), is_known)
            if is_settled:
                continue
        elif is_known and _replaces(words, told, first, last):
            for at in inside:
                told[at] = replace(told[at], sign="+") if _may_join(told[at]) else told[at]
        elif coming and not _breaks_off(words, coming, start):
            for at in inside:
                told[at] = _joins(told[at], coming) if is_known else _accompanies(told[at], coming)
                told[at] = _joins_too(told[at], told[at - 1]) if at - 1 in inside else told[at]
            one = (
                called(words, first, coming.start, "+") if is_known and not inside and coming.value != "bare" else None
            )
            told += [one] if one and coming.end - coming.start > 1 else []
            if is_known and coming.value != "bare" and (told_of := _subject(words, told, first, coming)) is not None:
                told[told_of] = replace(told[told_of], sign="+")
        if is_known:
            for at in inside:
                told[at] = replace(told[at], sign="+") if _is_forgotten(words, told[at]) else told[at]
            told += _more(words, first, last, told, is_coming=coming is not None)
    told = [_without(words, item) for item in told]
    return [_led(words, item, start, is_known, at) for at, item in enumerate(told)]


def _verb(words: Words, first: int, last: int, category: str) -> Item | None:
    """The first verb of a category in a piece; "vient de" is none, nor is what says that the guest does not come."""
    if any(words.item(index, "people_not_me") for index in range(first, last)):
        return None
    items = (words.item(index, category) for index in range(first, last))
    return next((item for item in items if item and not item.is_foreign and item.end <= last and item.value != "not"),
                None)  # fmt: skip


def _left(
    words: Words,
    told: list[Found],
    inside: list[int],
    leaving: Item,
    piece: tuple[int, int],
    before: tuple[int, int],
    is_known: bool,
) -> bool:
    """Mark in `told` who leaves by a verb of a piece. Whether that is all that the piece says."""
    first, last = piece
    behind = [at for at in inside if not _stays_with(told[at], leaving)]
    subjects = [at for at in inside if told[at].mention.end <= leaving.start] or behind
    is_pet = any(words.tagged.is_(index, "feature", "pets") for index in range(first, leaving.start))
    for at in inside:
        if is_pet or at not in subjects:
            told[at] = replace(told[at], sign="away")  # the dog stays with my mother
    if is_pet:
        return True
    if subjects:
        for at in subjects:
            told[at] = _leaves(told[at])
        return False
    earlier = () if any(item.sign == "-" for item in told) else (before,)
    one = _somebody_about(words, (first, leaving.start), (leaving.end, last), *earlier)
    one = one or (called(words, first, leaving.start, "-") if is_known else None)
    if one is not None:
        told.append(one)
        return False
    if behind != inside and any(words.tagged.is_(index, "feature", "pets") for index in range(*before)):
        return True
    spoken_of = [at for at, item in enumerate(told) if item.mention.end <= first and item.sign != "away"]
    if spoken_of:
        told[spoken_of[-1]] = _leaves(told[spoken_of[-1]])
    return False


def _leaves_pet(words: Words, first: int, last: int) -> bool:
    """ "No dog after all", "the cat isn't coming"."""
    pets = [at for at in range(first, last) if words.tagged.is_(at, "feature", "pets")]
    if not pets:
        return False
    is_without = any(words.tagged.at(at, "people_without", "people_no") for at in range(first, pets[0] + 1))
    return is_without or _verb(words, first, last, "people_leaves") is not None


def _gives_pet(words: Words, first: int, last: int) -> bool:
    """ "We'll leave the dog with my parents"."""
    has_pet = any(words.tagged.is_(at, "feature", "pets") for at in range(first, last))
    verbs = (words.item(at, "people_leave") for at in range(first, last) if has_pet)
    return any(verb is not None and not verb.is_foreign for verb in verbs)


def _minds(words: Words, inside: list[Found], first: int, last: int) -> bool:
    """ "My mum stays with him": who looks after an animal that does not come was never one of the party."""
    coming = _verb(words, first, last, "people_comes")
    if not inside or (coming is not None and coming.end - coming.start > 1):
        return False
    near = {at for item in inside for at in range(item.mention.start - 1, item.mention.end)}
    return any(at not in near and words.item(at, "people_it") is not None for at in range(first, last))


def _joins_too(item: Found, before: Found) -> Found:
    """ "My sister comes along with her boyfriend": both."""
    is_tied = item.link in ("with", "plus") and item.is_near and before.sign == "+"
    return replace(item, sign="+") if is_tied and _may_join(item) and item.mention.count else item


def _replaces(words: Words, told: list[Found], first: int, last: int) -> bool:
    """ "Flo can't come, two friends are coming instead": whether a piece names who comes for somebody who leaves."""
    is_said = any(words.item(index, "people_instead") for index in range(first, last))
    return is_said and any(item.sign == "-" and item.mention.start < first for item in told)


def _may_join(item: Found) -> bool:
    return not item.mention.is_total and item.mention.role != "me"


def _subject(words: Words, told: list[Found], first: int, coming: Item) -> int | None:
    """Who "she" is that joins: the one who was named before ("my sister wrote, she's coming along")."""
    pronoun = words.tagged.before(coming.start, "people_pronoun")
    if pronoun is None or pronoun.start < first or pronoun.is_foreign:
        return None
    before = [at for at, item in enumerate(told) if item.mention.end <= pronoun.start]
    mention = told[before[-1]].mention if before else None
    is_one = mention is not None and mention.count == 1 and mention.role in ("kin", "partner", "adult")
    return before[-1] if is_one and not told[before[-1]].sign else None


def _breaks_off(words: Words, coming: Item, start: int) -> bool:
    """ "Hang on, the boss is coming": to the guest's door, not along."""
    return coming.value == "bare" and any(words.item(index, "people_wait") for index in range(start, coming.start))


def _is_forgotten(words: Words, item: Found) -> bool:
    """ "Forgot my mother-in-law", "hab die Oma vergessen"."""
    mention = item.mention
    if item.sign or not _may_join(item):
        return False
    start = mention.start
    tie = words.tagged.before(start, "people_whose", "people_the")
    places = (start, tie.start) if tie else (start,)
    is_before = any(words.tagged.before(at, "people_forgot") for at in places)
    return is_before or words.item(mention.end, "people_forgot") is not None


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


def _stays_with(item: Found, leaving: Item) -> bool:
    """ "The kids stay with grandma": she is no traveller; "no va mi suegro" says who leaves."""
    is_beside = leaving.value == "with" and item.mention.start - leaving.end <= 1
    return item.mention.start >= leaving.end and (item.after_with or item.link == "with" or is_beside)


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


def _somebody(words: Words, start: int, end: int) -> Found | None:
    """ "una se bajó", "two can't come"."""
    for index in range(start, end):
        number = words.number(index)
        stop = number.end if number else words.one(index)
        if stop and index not in words.denied and stop <= end and not words.counts_other(stop):
            return Found(Mention(index, stop, "person", number.value if number else 1), sign="-")
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
    return _added(words, index)


def _added(words: Words, index: int) -> tuple[int, int, Sign]:
    """ "Conta mais uma", "rajoutez-en une"."""
    item = words.item(index, "people_add")
    if item is None or item.is_foreign:
        return 0, 0, ""
    more = words.item(item.end, "people_more")
    end = words.one(item.end)
    if end and more and more.end == end and more.end - more.start > 1:
        return 1, end, "+"
    is_of_them = words.tokens[item.end - 1].plain in _OF_THEM
    number = words.number(item.end)
    if is_of_them and (number or end):
        return (number.value, number.end, "+") if number else (1, end or 0, "+")
    return 0, 0, ""


def _ends_thought(words: Words, index: int) -> bool:
    if index >= len(words.tokens) or words.tokens[index].kind == "mark":
        return words.text(index) not in ("€", "$", "£", "%", "/")
    return words.tagged.at(index, "people_and", "people_cut", "people_fill", "now", "now_sign", "asks") is not None


def _without(words: Words, item: Found) -> Found:
    """ "without the kids", "no children"."""
    start = item.mention.start
    for _ in range(2):
        if words.tagged.before(start, "people_without", "people_no"):
            break  # "no" may also stand before what is counted
        before = words.tagged.before(start, "people_the", "people_one", "people_word", "people_ours")
        start = before.start if before else start
    if words.tagged.before(start, "people_without") or _is_dropped(words, item, start):
        return replace(item, sign="-" if item.mention.count or not item.mention.is_young else "none")
    if words.tagged.before(start, "people_no") and item.mention.is_young and not item.mention.is_counted:
        return replace(item, sign="none")
    return item


def _is_dropped(words: Words, item: Found, start: int) -> bool:
    """ "Forget my son"; not "don't forget the baby"."""
    drop = words.tagged.before(start, "people_drop")
    if drop is None or drop.is_foreign or not _may_join(item) or words.tagged.before(start, "people_forgot"):
        return False  # "j'ai oublié ma belle-mère"
    is_denied = words.tagged.before(drop.start, "people_not", "negated") or words.item(item.mention.end, "people_not")
    return is_denied is None and words.text(drop.start - 1) not in ("t", "to")


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
