"""Numbers of people that are put right as they are said: "70… er, no, 7 adults", "3 instead of 2 kids"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plugins.understanding.people.found import Found
from plugins.understanding.people.mention import Mention
from plugins.understanding.people.words import Words

HESITATION = 1  # words that nobody knows in a correction ("euh")
_CORRECTS = ("correct", "money_rather", "negated", "people_not", "people_none")
_LEADS = ("people_total", "people_fill", "people_cut")


def put_right(words: Words, found: Sequence[Found]) -> list[Found]:
    """The mentions of a stretch without what is no longer right."""
    kept = list[Found]()
    for item in _without_again(words, _instead(words, found)):
        if kept and _corrects(words, kept[-1].mention, item.mention):
            kept[-1] = replace(item, link=kept[-1].link, is_near=kept[-1].is_near)
        else:
            kept.append(item)
    return kept


def _corrects(words: Words, first: Mention, second: Mention) -> bool:
    """Whether nothing but a correction stands between two numbers of the same people."""
    if not (first.is_counted and second.is_counted) or (second.role != first.role and not first.is_total):
        return False
    if second.is_young != first.is_young or second.is_more:
        return False
    at, is_said, unknown = first.end, False, 0
    while at < second.start:
        item = words.tagged.at(at, *_CORRECTS)
        led = words.tagged.at(at, *_LEADS)
        if item:
            is_said = True
        elif not led and words.tokens[at].kind != "mark":
            unknown += 1
        at = item.end if item else led.end if led else at + 1
    return is_said and unknown <= HESITATION


def _instead(words: Words, found: Sequence[Found]) -> list[Found]:
    """ "Instead of 2 kids we're 3": the number that counts nothing else counts those whose number it replaces."""
    old = next((item for item in found if _is_replaced(words, item.mention)), None)
    if old is None:
        return list(found)
    others = [item for item in found if item is not old]
    bare = [item for item in others if item.mention.is_total]
    if others and not bare:
        return others  # "instead of 2 kids one grandmother comes"
    number = words.number(_number(words, bare[0].mention.start, bare[0].mention.end) if bare else _other(words, old))
    if number is None:
        return others
    mention = replace(
        old.mention, start=number.start, end=number.end, count=number.value, ages=type(old.mention.ages)()
    )
    return [item for item in others if item not in bare] + [Found(mention, asks=old.asks, is_instead=True)]


def _without_again(words: Words, found: Sequence[Found]) -> list[Found]:
    """ "For my parents (my mother …)": who is one of those named before is counted with them."""
    return [item for at, item in enumerate(found) if not any(_is_one_of(words, item, other) for other in found[:at])]


def _is_one_of(words: Words, item: Found, other: Found) -> bool:
    one, both = item.mention, other.mention
    if one.role != "kin" or one.count != 1 or item.link == "plus" or (both.count or 0) < 2:
        return False
    return bool(_lines(words, one) & _lines(words, both))


def _lines(words: Words, mention: Mention) -> set[str]:
    places = range(mention.start, mention.end)
    return {item.value for at in places if (item := words.item(at, "people_line")) and not item.is_foreign}


def _is_replaced(words: Words, mention: Mention) -> bool:
    before = words.tagged.before(mention.start, "thing_instead")
    return before is not None and not before.is_foreign and mention.is_counted and not mention.is_total


def _number(words: Words, start: int, end: int) -> int:
    return next((at for at in range(start, end) if words.number(at)), -1)


def _other(words: Words, old: Found) -> int:
    """The number of the sentence that counts nothing else."""
    places = (at for at in range(len(words.tokens)) if not old.mention.start <= at < old.mention.end)
    for at in places:
        number = words.number(at)
        if number and words.message.is_about_trip(at) and not words.counts_other(number.end):
            if not (number.value == 1 and number.is_spelled and words.one(at)):
                return at
    return -1
