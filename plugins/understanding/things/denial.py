"""What denies a feature or a kind of home: words right before it ("no", "forget the") or behind it ("can go")."""

from __future__ import annotations

from typing import Literal

from plugins.understanding.lexicon import Item
from plugins.understanding.message import Message, Span

STEPS = 7  # words looked back over
STEPS_BEHIND = 4
STEPS_TWICE = 8  # between two denials

Denial = Literal["no", "drop", "without"]


def denied_before(message: Message, span: Span, item: Item) -> tuple[Denial | None, int]:
    """The word that denies what follows, and the token it begins at."""
    tagged, index, skipped_wish = message.tagged, item.start, False
    for _ in range(STEPS):
        if index <= span.start:
            break
        if denial := _denial_at(message, span, index, skipped_wish=skipped_wish):
            return denial
        if either := tagged.before(index, "thing_either"):
            if unknown := _denied_unknown(message, span, either.start):
                return unknown
            index = _behind_features(message, either.start, span.start)
            continue
        if tagged.tokens[index - 1].text in ",;:" or tagged.before(index, "people_plus", "people_cut"):
            break
        fill = tagged.before(index, "thing_fill", "people_the", "people_mine", "people_ours")
        skipped = fill or tagged.before(index, "thing_wish")
        if skipped is None:
            break
        for inside in range(index - 1, skipped.start, -1):  # "pasamos de | la", where "de la" is filling
            if denial := _denial_at(message, span, inside, skipped_wish=skipped_wish):
                return denial
        skipped_wish = skipped_wish or fill is None
        index = skipped.start
    return None, item.start


def _denial_at(message: Message, span: Span, index: int, *, skipped_wish: bool) -> tuple[Denial, int] | None:
    """The denial that ends just before a token."""
    tagged = message.tagged
    drop = tagged.before(index, "thing_drop", "thing_instead")
    no = tagged.before(index, "thing_no")
    if drop and drop.start > span.start and tagged.before(drop.start, "denies_verb"):
        return None  # "não abro mão do café", "no olvides la cuna"
    if drop and (no is None or drop.start <= no.start) and drop.start >= span.start:
        return "drop", drop.start
    if no and (needed := tagged.before(no.start, "thing_drop")) and needed.start >= span.start:
        return "drop", needed.start  # "no hace falta ni wifi"
    fill = tagged.before(index, "thing_fill")
    if no and fill and fill.start < no.start:
        no = None  # "por lo menos"
    if no and no.start >= span.start:
        is_without = tagged.at(no.start, "thing_without") is not None
        return ("drop" if skipped_wish else "without" if is_without else "no"), no.start
    return None


def is_distance_asked(message: Message, span: Span, index: int) -> bool:
    """ "Loin de la plage ?": what would deny a thing, at a token, asks how far it is."""
    return message.has_mark(span) and message.tagged.is_(index, "fact", "distance") is not None


def is_kept(message: Message, item: Item) -> bool:
    """ "Não abro mão do café", "no olvides la cuna": what is not to be dropped is wished for."""
    tagged, index = message.tagged, item.start
    if _is_kept_behind(message, item):
        return True
    for _ in range(2):
        drop = tagged.before(index, "thing_drop")
        no = tagged.before(index, "thing_no")
        if drop is None and no and (verb := tagged.before(no.start, "thing_drop")):
            return tagged.before(verb.start, "denies_verb") is not None  # "n'enlevez pas la piscine"
        if drop:
            return tagged.before(drop.start, "denies_verb") is not None
        fill = tagged.before(index, "thing_fill", "people_the")
        if fill is None:
            return False
        index = fill.start
    return False


def _is_kept_behind(message: Message, item: Item) -> bool:
    """ "Den Pool bitte nicht streichen"."""
    tagged = message.tagged
    for at in range(item.end, item.end + STEPS_BEHIND):
        after = tagged.at(at, "thing_after")
        if after and after.value == "drop" and not after.is_foreign and tagged.before(at, "denies_verb"):
            return True
    return False


def is_missed(message: Message, item: Item) -> bool:
    """ "You forgot the sea view", "den Meerblick haben Sie vergessen": it was wished for, and is."""
    tagged, index = message.tagged, item.start
    behind = tagged.at(item.end, "thing_missed")
    while (fill := tagged.before(index, "thing_fill", "people_the")) and not tagged.before(index, "thing_missed"):
        index = fill.start
    missed = tagged.before(index, "thing_missed") or behind
    return missed is not None and not missed.is_foreign


def _denied_unknown(message: Message, span: Span, index: int) -> tuple[Denial, int] | None:
    """ "No carpets or pets": a word or two that no table knows stand between the denial and "or"."""
    for at in (index - 1, index - 2):
        no = message.tagged.before(at, "thing_no") if at > span.start else None
        if no and no.start >= span.start and not message.tagged.at(at, "feature", "kind"):
            return "no", no.start
    return None


def _behind_features(message: Message, index: int, start: int) -> int:
    """Over a feature that ends at a token, to where it begins: "no pool or sauna" denies both."""
    before = message.tagged.before(index, "feature", "kind")
    return before.start if before and before.start >= start else index


def denied_behind(message: Message, span: Span, item: Item) -> Literal["drop", "exclude", "bare"] | None:
    tagged, index = message.tagged, item.end
    for _ in range(STEPS_BEHIND):
        if index >= len(tagged.tokens):
            return None
        after = tagged.at(index, "thing_after")
        wish = tagged.at(index, "thing_wish")
        if wish and wish.end - wish.start > 1 and (after is None or wish.end > after.end):
            return None  # "c'est non négociable", "mehr brauch ma ned"
        if after and not after.is_foreign and not _goes_on(message, after):
            return "drop" if after.value == "drop" else "exclude"
        if index == item.end and _is_bare_no(message, index):
            return "bare"
        if tagged.tokens[index].text in ".;!?" or (index >= span.end and tagged.at(index, "feature", "kind")):
            return None
        comma = index + 1 if tagged.tokens[index].text == "," else index
        fill = tagged.at(comma, "thing_fill", "people_the", "people_fill", "thing_may")
        if fill is None and comma == index:
            return None
        index = fill.end if fill and comma == index else comma
    return None


def _goes_on(message: Message, after: Item) -> bool:
    """ "A pool, we don't need parking": what would deny the feature before it is said of the one behind it."""
    index = after.end
    for _ in range(STEPS_BEHIND):
        if index >= len(message.tagged.tokens) or message.tagged.tokens[index].kind == "mark":
            return False
        if message.tagged.at(index, "feature", "kind"):
            return True
        fill = message.tagged.at(index, "thing_fill", "people_the", "people_mine", "people_ours")
        if fill is None:
            return False
        index = fill.end
    return False


def _is_bare_no(message: Message, index: int) -> bool:
    """ "Piscina no", "sem elevador não dá": what ends the thought."""
    tokens = message.tagged.tokens
    if message.tagged.at(index, "thing_impossible"):
        return True
    ends = index + 1 >= len(tokens) or tokens[index + 1].kind == "mark"
    return (
        ends
        and message.tagged.at(index, "people_none") is not None
        and message.tagged.at(index, "thing_no") is not None
    )


def is_denied_twice(message: Message, span: Span, index: int) -> bool:
    """ "Nothing on the top floor without a lift": another denial stands before the one at a token and is not joined."""
    tagged = message.tagged
    for start in range(max(span.start, index - STEPS_TWICE), index):
        if (no := tagged.at(start, "thing_no")) and no.end <= index and not no.is_foreign:
            between = range(no.end, index)
            return not any(tagged.tokens[at].text in ",;.!?" or tagged.at(at, "thing_joint") for at in between)
    return False
