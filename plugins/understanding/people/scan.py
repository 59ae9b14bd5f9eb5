"""All mentions of a message in order: how each is tied to the one before it, and whether it joins or leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from plugins.understanding.lexicon import Item
from plugins.understanding.message import Context, Span
from plugins.understanding.people.mention import Mention
from plugins.understanding.people.mentions import mention_at
from plugins.understanding.people.words import Words

Link = Literal["", "plus", "comma", "with", "among"]
Sign = Literal["", "+", "-", "none", "away"]
# Categories that say behind a number, or before it, which way it counts.
_STEPS_AFTER: tuple[tuple[str, Sign], ...] = (("people_more", "+"), ("people_less", "-"))
_STEPS_BEFORE: tuple[tuple[str, Sign], ...] = (("people_less", "-"), ("people_plus", "+"), ("people_more", "+"))
SERVED = 9  # tokens
NEAR = 3  # tokens between a person and what is said of them
BESIDE = 2  # tokens
POLICIES = frozenset(
    {"cancellation", "payment", "deposit", "tourist_tax", "rules", "check_in", "check_out", "discount"}
)
SURE = 0.5
DESCRIBED = 6  # tokens of what describes somebody in a list ("my mother with a stick, my sister and I")
_TIES = ("people_the", "people_mine", "people_ours", "people_one", "people_word", "people_each", "people_for")


@dataclass(frozen=True, slots=True)
class Found:
    mention: Mention
    link: Link = ""  # to the mention before it
    is_near: bool = True  # nothing but words that tie stands between it and the mention before it
    after_with: bool = False
    after_for: bool = False
    sign: Sign = ""  # "none": there are none of them; "away": those are named with whom somebody stays
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Scanned:
    found: tuple[Found, ...]
    is_only: bool  # "just", "nur"
    is_grown: bool  # "no kids", "all adults"
    each: tuple[int, ...]  # places of "each"


def scan(words: Words, context: Context) -> Scanned:
    found: list[Found] = []
    for start, end in words.message.stretches():
        part = [item for item in _mentions(words, start, end, context)]
        found += _signed(words, part, start, end, bool(context.known.guests))
    indices = [index for index in range(len(words.tokens)) if words.message.is_about_trip(index)]
    return Scanned(
        tuple(sorted(found, key=lambda item: item.mention.start)),
        any(words.item(index, "people_only") for index in indices),
        any(words.item(index, "people_grown") for index in indices),
        tuple(index for index in indices if words.item(index, "people_each")),
    )


def _mentions(words: Words, start: int, end: int, context: Context) -> Iterator[Found]:
    index, previous = start, None
    pending: Found | None = None
    while index < end:
        span = words.message.span_of(index)
        if words.message.has_mark(span) and _is_policy(span):
            index = span.end
            continue
        talk = words.item(index, "people_talk")
        mention = None
        if index not in words.taken or not words.message.numbers.at(index):
            mention = mention_at(words, index, may_mean_units=context.shown > 0)
        if talk and not talk.is_foreign and not (mention and mention.is_total):
            is_loose = pending is not None and (not pending.mention.is_counted or words.message.has_mark(span))
            if pending and is_loose and index - pending.mention.end <= NEAR:
                pending = None
            index = _behind_talk(words, talk.end)
            continue
        if mention is None or mention.end > end:
            index += 1
            continue
        if mention.is_total and _is_served(words, mention.start, start):
            index = mention.end
            continue
        if pending:
            yield pending
        pending = _tied(words, mention, previous, start, words.message.has_mark(span))
        previous, index = mention, mention.end
    if pending:
        yield pending


def _is_served(words: Words, index: int, start: int) -> bool:
    """ "A flight for 2": they are counted for something else than a home."""
    for at in range(index - 1, max(start, index - SERVED) - 1, -1):
        if words.is_stop(at) or words.text(at) == "," or words.tagged.at(at, "kind", "any_home", "people_total"):
            return False
        service = words.item(at, "people_service")
        if service and not service.is_foreign:
            return words.tagged.before(at, "people_with") is None
    return False


def _is_policy(span: Span) -> bool:
    act = span.acts[0] if span.acts else None
    return bool(act and act.act == "ask" and act.topic in POLICIES and act.confidence >= SURE)


def _behind_talk(words: Words, end: int) -> int:
    position = words.skip(end, "people_mine", "people_ours", "people_the")
    mention = mention_at(words, position) if position < len(words.tokens) else None
    is_one = mention is not None and mention.count == 1  # "talk to a person"
    return mention.end if mention and (is_one or not mention.is_total) else max(end, position)


def _tied(words: Words, mention: Mention, previous: Mention | None, start: int, asks: bool) -> Found:
    link, is_near = _link(words, previous.end if previous else start, mention.start)
    if previous and previous.is_young and _is_inside(words, previous.start, mention.start):
        link = "among"  # "2 niños (uno bebé)"
    before = mention.start
    for _ in range(NEAR):
        item = words.tagged.before(before, "people_the", "people_one", "people_word", "people_ours")
        if item is None:
            break
        before = item.start
    return Found(
        mention,
        "among" if mention.is_among else link if previous or mention.start > start else "",
        is_near and previous is not None,
        after_with=words.tagged.before(before, "people_with") is not None,
        after_for=words.tagged.before(before, "people_for") is not None,
        asks=asks,
    )


def _is_inside(words: Words, start: int, end: int) -> bool:
    """Whether a bracket that opens behind `start` is still open at `end`."""
    texts = [words.text(index) for index in range(start, end)]
    return texts.count("(") > texts.count(")")


def _link(words: Words, start: int, end: int) -> tuple[Link, bool]:
    """How the words between two mentions tie them, and whether they do nothing else."""
    kinds: set[str] = set()
    is_near, index = True, _behind_description(words, start, end)
    while index < end:
        if words.is_stop(index):
            kinds, is_near, index = set(), False, index + 1
        elif (item := words.item(index, "people_among")) and item.end <= end:
            kinds.add("among")
            index = item.end
        elif words.text(index) in (",", ":", "(", ")"):
            kinds.add("comma")
            index += 1
        elif (item := words.item(index, "people_plus")) and item.end <= end and not item.is_foreign:
            kinds.add("plus")
            index = item.end
        elif (item := words.item(index, "people_with")) and item.end <= end and not item.is_foreign:
            kinds.add("with")
            index = item.end
        else:
            behind = words.end(index, *_TIES)
            is_near = is_near and behind > index
            index = max(behind, index + 1)
    for link in ("among", "plus", "with", "comma"):
        if link in kinds:
            return link, is_near
    return "", is_near


def _behind_description(words: Words, start: int, end: int) -> int:
    """Behind a few words that describe somebody, where a list goes on after them; else `start`."""
    if words.item(start, "people_modifier") is None or start >= end:
        return start
    for at in range(start + 1, min(end, start + DESCRIBED)):
        if words.text(at) == "," or (words.item(at, "people_plus") and at > start + 1):
            return at
        if words.tokens[at].kind != "word":
            return start
    return start


def _signed(words: Words, found: list[Found], start: int, end: int, is_known: bool) -> list[Found]:
    """Mentions with who joins and who leaves, told by the verb in their part of the sentence."""
    signed = list(found)
    for first, last in _pieces(words, start, end):
        inside = [at for at, item in enumerate(signed) if first <= item.mention.start < last]
        verbs = [(category, item) for category in ("people_leaves", "people_comes") for index in range(first, last)
                 if (item := words.item(index, category)) and not item.is_foreign and item.end <= last]  # fmt: skip
        leaving = next((item for category, item in verbs if category == "people_leaves"), None)
        coming = next((item for category, item in verbs if category == "people_comes"), None)
        if leaving:
            if _is_put_off(words, leaving.end):
                continue  # "he can't until the 9th"
            behind = [at for at in inside if not _stays_with(words, signed[at], leaving.end)]
            subjects = [at for at in inside if signed[at].mention.end <= leaving.start] or behind
            is_pet = any(words.tagged.is_(index, "feature", "pets") for index in range(first, leaving.start))
            for at in inside:
                if is_pet or at not in subjects:
                    signed[at] = replace(signed[at], sign="away")  # the dog stays with my mother
            if is_pet:
                continue
            if subjects:
                for at in subjects:
                    signed[at] = _leaves(signed[at])
            elif (one := _somebody(words, first, leaving.start)) is not None:
                signed.append(one)
            elif behind != inside:
                continue
            elif signed and (before := [at for at, item in enumerate(signed) if item.mention.end <= first]):
                signed[before[-1]] = _leaves(signed[before[-1]])
        elif coming:
            for at in inside:
                signed[at] = _joins(signed[at], coming) if is_known else _accompanies(signed[at], coming)
        signed += _more(words, first, last, signed, is_coming=coming is not None) if is_known else []
    signed = [_without(words, item) for item in signed]
    return [_led(words, item, start, is_known, at) for at, item in enumerate(signed)]


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
    return words.tagged.at(index, "people_and", "people_cut", "asks") is not None


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
    leads = at == 0 and item.link == "plus" and not is_only and words.item(start, "people_plus") and mention.start - start <= NEAR
    if leads and mention.role in ("kin", "partner", "infant", "child"):
        return replace(item, sign="+")
    return item
