"""How a clause speaks of a feature: wished, asked about, not wanted, wished no more, or only remarked on.

Negation is the grammar's (`denial`), but for clauses about one thing that are surely no wish. Whether an affirmed
feature is a wish, a question or a remark is learned (`Span.stances`), but for words that leave no doubt.
"""

from __future__ import annotations

from collections.abc import Collection

from bot.types import Stance
from plugins.understanding.lexicon import Item
from plugins.understanding.message import Message, Span
from plugins.understanding.things.denial import (
    STEPS,
    STEPS_BEHIND,
    denied_before,
    denied_behind,
    is_denied_twice,
    is_distance_asked,
    is_kept,
    is_missed,
)
from plugins.understanding.things.dropped import is_dropped_with, is_pet_left
from plugins.understanding.things.owned import brings_behind, is_brought, is_theirs
from plugins.understanding.things.words import LIKELY, has_else, named

BROKEN_STEPS = 6  # tokens between a thing and what is wrong with it
REASON_STEPS = 16  # tokens looked back over for what a clause is the reason of
SHORT = 6  # tokens of a clause that has room for a wish only
SURE_QUESTION, SURE_REMARK, SURE_WISH = 0.5, 0.6, 0.8
PLAIN_QUESTION = 0.8  # of a clause about the house, whatever its words lead to
SURE_DENIAL, VERY_SURE, DOUBT_OF_WISH = 0.7, 0.85, 0.15  # of a clause that no word of denial stands in
UNDENIED = ("accessible", "quiet")  # "no stairs", "no noise" are wishes
HARMLESS = frozenset(  # that nobody wants to be without
    "wifi parking air_conditioning heating kitchen washer dishwasher tv terrace crib high_chair workspace elevator "
    "breakfast ev_charger self_check_in".split()
)
FIRST_WORDS = 3  # of a clause: in them a word asks
_WITH = frozenset({"with", "con", "mit", "avec", "com"})  # that lead to what "one" has
_GENERIC = frozenset(
    "pet pets animal animals mascota mascotas animales animais bicho bichos animaux tier tiere tieren haustier "
    "haustiere haustieren animali".split()
)


def stance_of(message: Message, span: Span, item: Item, known: Collection[str] = ()) -> Stance:
    """`known` are the features wished for so far: what is said of one of them may take it back."""
    if is_kept(message, item) or (is_missed(message, item) and not message.has_mark(span)):
        return "wish"
    if item.value == "pets" and not message.has_mark(span) and brings_behind(message, item) is not None:
        return "wish"  # "al perro lo llevamos nosotros"
    if is_brought(message, span, item):
        return "retract"
    if (same := _as_before(message, item)) is not None:
        return stance_of(message, message.span_of(same.start), same, known)
    if span.asks and _is_of_one(message, span, item):
        return "wish"
    denial, at = denied_before(message, span, item)
    behind = denied_behind(message, span, item)
    if denial in (None, "no") and behind is None and is_dropped_with(message, item, known):
        return "retract"
    is_twice = denial == "without" and is_denied_twice(message, span, at)
    if is_twice or (denial in ("no", "without") and behind == "bare"):
        return "wish"  # "sin ascensor no", "no stairs without a lift"
    if denial == "without" and not _is_fine(message, span) and _is_missed(message, span, at, item):
        return "wish"
    is_left = _is_left(span) and not message.has_mark(span)
    if item.value == "pets" and (_stays(message, span, item) or is_left or is_pet_left(message, span, item)):
        return "retract"
    if denial == "no" and message.tagged.at(item.start, "smokers"):
        return "remark"  # "we don't smoke"
    if item.value == "pets" and denial == "drop" and message.has_mark(span):
        return "question"  # "can we leave the dog alone?"
    if denial == "drop" or behind == "drop" or (denial == "no" and message.tagged.at(item.end, "thing_needed")):
        return "retract"
    if denial == "without" and (_is_fine(message, span) or (item.value in known and _is_own_pet(message, item))):
        return "retract"
    if denial == "no" and item.value in HARMLESS and item.value in known:
        return "retract"  # "nein, keine Heizung": who wished for it once does not shun it
    if denial and is_distance_asked(message, span, at):
        return "question"
    if denial or behind:
        return "exclude"
    return _learned_denial(message, span, item, known) or _affirmed(message, span, item)


def _as_before(message: Message, item: Item) -> Item | None:
    """ "Don't bother with a cot, high chair same": the thing named before, of which the same is said."""
    same = message.tagged.at(item.end, "thing_same")
    if same is None or same.is_foreign or not _ends(message, same.end):
        return None
    others = named(message, max(0, item.start - REASON_STEPS), item.start, "feature")
    return next((other for other in reversed(list(others)) if other.value != item.value), None)


def _ends(message: Message, index: int) -> bool:
    return index >= len(message.tagged.tokens) or message.tagged.tokens[index].kind == "mark"


def _is_missed(message: Message, span: Span, start: int, item: Item) -> bool:
    """ "I melt without air con": what becomes of the guest without it, before the denial at a token or behind."""
    around = (*range(span.start, start), *range(item.end, span.end))
    ills = (ill for index in around if (ill := message.tagged.at(index, "thing_suffer")) and not ill.is_foreign)
    return any(message.tagged.before(ill.start, "denies_verb", "thing_no") is None for ill in ills)


def _learned_denial(message: Message, span: Span, item: Item, known: Collection[str]) -> Stance | None:
    """ "We can't be doing with a pool": what a clause about one thing says of it, where the reader is sure."""
    exclude, retract = (span.stances.get(stance, 0.0) for stance in ("exclude", "retract"))
    is_told = bool(span.acts) and (span.acts[0].act == "retract" or exclude + retract >= VERY_SURE)
    if not is_told or exclude + retract < SURE_DENIAL or span.stances.get("wish", 0.0) > DOUBT_OF_WISH:
        return None
    if any(message.tagged.at(index, "thing_else") for index in range(span.start, span.end)):
        return None  # "a lift, or else we can't come"
    if item.value in UNDENIED or message.has_mark(span) or leads(message, span, item.start, "thing_wish"):
        return None
    if any(other.start != item.start for other in named(message, span.start, span.end, "feature", "kind")):
        return None
    if item.value in known:
        return "retract" if retract > exclude else "exclude"
    return "exclude" if exclude >= SURE_DENIAL else None


def _is_fine(message: Message, span: Span) -> bool:
    """ "Va bene senza vista": it may be missing."""
    return any(message.tagged.at(index, "thing_ok") for index in range(span.start, span.end))


def _is_own_pet(message: Message, item: Item) -> bool:
    return item.value == "pets" and message.tagged.tokens[item.start].plain not in _GENERIC


def _stays(message: Message, span: Span, item: Item) -> bool:
    """Whether a pet does not come after all."""
    end = min(span.end, item.end + 8)
    return any(
        (leaves := message.tagged.at(index, "people_leaves")) and not leaves.is_foreign
        for index in range(item.end, end)
    )


def _is_left(span: Span) -> bool:
    """ "We leave the dog at home", whether it was spoken of before or not."""
    return span.stances.get("retract", 0.0) >= SURE_DENIAL


def _is_reason(message: Message, item: Item) -> bool:
    """ "Forget the pool, with the beach right there": why something else is not wanted, no wish."""
    tagged = message.tagged
    begin = max(sentence_start(message, item.start), item.start - REASON_STEPS)
    reasons = [index for index in range(item.start, begin, -1) if (tagged.at(index, "thing_reason"))]
    for reason in reasons:
        if tagged.before(reason, "people_cut") and tagged.at(reason, "people_cut") is None:
            continue  # "but with the garden"
        for other in named(message, begin, reason, "feature", "kind"):
            span = message.span_of(other.start)
            if denied_before(message, span, other)[0] or denied_behind(message, span, other):
                return True
    return False


def _affirmed(message: Message, span: Span, item: Item) -> Stance:
    stances = span.stances
    if _is_reason(message, item):
        return "remark"
    if item.value not in UNDENIED and _is_broken(message, span, item):
        return "remark"
    if item.value != "pets" and is_theirs(message, span, item):
        return "remark"
    has_mark = any(message.tagged.tokens[index].text in "?¿" for index in range(span.start, span.end))
    if _asks_behind(message, span, item):
        return "question"
    is_asked = has_mark or span.is_listed or _begins_to_ask(message, span, item.start)
    if item.value == "pets" and _comes_along(message, span, item):
        return "wish"
    wished = leads(message, span, item.start, "thing_wish") or _is_wished_behind(message, span, item)
    wished = wished or _is_for_somebody(message, span, item) or has_else(message, item.end, span.end)
    if is_asked and (is_sought(message, span, item.start) or (wished and not has_mark)):
        return "wish"
    if is_asked and (has_mark or span.is_listed or stances.get("wish", 0.0) < SURE_WISH):
        return "question"
    is_short = span.scope == "trip" and item.end - item.start >= span.end - span.start - SHORT // 2
    if span.scope == "house" and stances.get("question", 0.0) >= PLAIN_QUESTION:
        return "question"  # "ist da auch ein Parkplatz dabei"
    if wished or is_short:
        return "wish"
    if stances.get("question", 0.0) >= SURE_QUESTION:
        return "question"
    is_remark = stances.get("remark", 0.0) >= SURE_REMARK and not _names_home(message, span, item.start)
    is_remark = is_remark or (span.scope == "house" and stances.get("wish", 0.0) < LIKELY)
    return "remark" if is_remark else "wish"


def _is_of_one(message: Message, span: Span, item: Item) -> bool:
    """ "And one with a pool?", "ce ne sarebbe un'altra con la piscina?": a home that has it, whichever."""
    tagged, index = message.tagged, item.start
    for _ in range(STEPS):
        if index <= span.start:
            return False
        if tagged.tokens[index - 1].plain in _WITH:
            return tagged.before(index - 1, "people_one") is not None
        before = tagged.before(index, "people_one", "people_the", "thing_fill")
        if before is None:
            return False
        index = before.start
    return False


def _is_for_somebody(message: Message, span: Span, item: Item) -> bool:
    """ "A terrace for my smokes", "desk for my husband": a clause that names a thing first, and for whom."""
    opens = all(
        message.tagged.tokens[index].kind == "mark" or message.tagged.at(index, "thing_fill", "people_one")
        for index in range(span.start, item.start)
    )
    lead = message.tagged.at(item.end, "people_for")
    return opens and lead is not None and message.tagged.at(lead.end, "people_mine", "people_ours") is not None


def _is_broken(message: Message, span: Span, item: Item) -> bool:
    """ "The wifi is so slow", "lost the password of the wifi"."""
    near = range(max(span.start, item.start - BROKEN_STEPS), min(span.end, item.end + BROKEN_STEPS))
    return any(message.tagged.at(index, "thing_broken") for index in near)


def _is_wished_behind(message: Message, span: Span, item: Item) -> bool:
    """ "Kamin hätten wir gern", "a fireplace is a must"."""
    index = item.end
    for _ in range(STEPS_BEHIND):
        if index >= span.end:
            return False
        wish = message.tagged.at(index, "thing_wish")
        if wish and wish.end - wish.start > 1 and not wish.is_foreign:
            return True
        fill = message.tagged.at(index, "thing_fill")
        if fill is None or message.tagged.tokens[index].text == ",":
            return wish is not None and message.tagged.at(index, "people_plus") is None
        index = fill.end
    return False


def _begins_to_ask(message: Message, span: Span, end: int) -> bool:
    words = [index for index in range(span.start, end) if message.tagged.tokens[index].kind == "word"]
    return any(_is_asking(message, index) for index in words[:FIRST_WORDS])


def _is_asking(message: Message, index: int) -> bool:
    asks, wish = message.tagged.at(index, "asks"), message.tagged.at(index, "thing_wish")
    if asks is None or message.tagged.before(index, "people_one"):  # "una cosa"
        return False
    return wish is None or wish.end <= asks.end  # "tem que ter"


def _asks_behind(message: Message, span: Span, item: Item) -> bool:
    """ "A praia fica a quantos metros", "the beach is how far"."""
    for index in range(item.end, min(span.end, item.end + FIRST_WORDS + 1)):
        if message.tagged.tokens[index].kind == "mark":
            return False
        asked = message.tagged.at(index, "asks_how")
        if asked and not asked.is_foreign:
            return not _only_likens(message, asked)
    return False


def _only_likens(message: Message, asked: Item) -> bool:
    """ "A desk come si deve", "so wie die aussehen"."""
    likens = message.tagged.at(asked.start, "asks_not") or message.tagged.before(asked.end, "asks_not")
    return likens is not None and not likens.is_foreign


def leads(message: Message, span: Span, index: int, category: str) -> bool:
    """Whether a phrase of the category leads to a token over filling words and other features."""
    tagged, begin = message.tagged, sentence_start(message, span.start)
    for _ in range(2 * STEPS):
        if index <= begin:
            return False
        if tagged.before(index, category):
            return True
        before = tagged.before(
            index, "thing_fill", "people_the", "people_mine", "people_ours", "feature", "people_plus"
        )
        if before is None or before.start < begin:
            return False
        index = before.start
    return False


def sentence_start(message: Message, index: int) -> int:
    """Where the sentence of a token begins."""
    tokens = message.tagged.tokens
    while index > 0 and not (tokens[index - 1].text in ".!?;" and not tokens[index].touches):
        index -= 1
    return index


def is_sought(message: Message, span: Span, index: int) -> bool:
    """Whether a question asks for a home that has something ("anything with a pool?"), not whether one has it."""
    if not leads(message, span, index, "thing_with"):
        return False
    return _names_home(message, span, index)


def _names_home(message: Message, span: Span, index: int) -> bool:
    """Whether a home that is not known yet is named before a token, in its sentence."""
    return any(
        message.tagged.before(item.start, "kind_known") is None
        and message.numbers.at(item.end) is None
        and not _is_numbered(message, item)
        and message.tagged.at(item.end, "feature") is None  # "eine Spülmaschine"
        for item in named(message, sentence_start(message, span.start), index, "kind", "any_home")
    )


def _is_numbered(message: Message, item: Item) -> bool:
    """ "The third one" is a home that is known."""
    number = message.numbers.at(item.start - 1) if item.start else None
    return number is not None and number.is_ordinal and number.end == item.start


def _comes_along(message: Message, span: Span, item: Item) -> bool:
    """ "Can we bring our dog?" brings one; "are dogs allowed?" asks."""
    tagged, index = message.tagged, item.start
    if message.has_mark(span) and tagged.tokens[item.start].plain in _GENERIC:
        return False
    if tagged.at(item.end, "people_comes") or tagged.at(item.end, "pet_comes"):
        return not message.has_mark(span)
    for _ in range(STEPS_BEHIND):
        if index <= span.start:
            return False
        if tagged.before(index, "pet_comes"):
            return True
        number = next((n for n in range(max(span.start, index - 2), index) if message.numbers.at(n)), None)
        before = tagged.before(index, "people_one", "people_the", "people_mine", "people_ours", "people_word")
        if before is None and number is None:
            return False
        index = before.start if before else (number or 0)
    return False
