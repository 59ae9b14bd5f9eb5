"""The family of things: features wished for and unwanted, kind of home, bedrooms, bathrooms and place; and, for those
who answer, which features a clause speaks of and which of the homes shown it names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain, islice

from bot.types import IntentChange, Mentioned
from bot.words.features import BY_ID
from plugins.understanding.acts.scopes import has_sign
from plugins.understanding.lexicon import Item
from plugins.understanding.message import Context, Message, Span, Stated
from plugins.understanding.things.answers import answered
from plugins.understanding.things.cars import left_car
from plugins.understanding.things.denial import denied_before, denied_behind
from plugins.understanding.things.heated import is_of_pool
from plugins.understanding.things.kinds import read_kind, read_rooms
from plugins.understanding.things.ordinals import ordinals
from plugins.understanding.things.places import place_words, read_place
from plugins.understanding.things.stance import stance_of
from plugins.understanding.things.words import may_wish, named

MAX_NAMED = 24  # features in one clause
ANY_VIEW = "view"  # "without the view": whichever was wished for
VIEWS = ("sea_view", "mountain_view")
STANCES = ("wish", "exclude", "retract")  # those that change the trip
DENIED_WISHES = {"stairs": "accessible", "noise": "quiet"}  # what is not wanted of them is a wish
__all__ = ["mentioned", "ordinals", "read"]


def read(message: Message, context: Context, taken: frozenset[int]) -> Stated:
    change = read_kind(message, context)
    change |= read_rooms(message, context, change, taken)
    change |= read_place(message, context)
    change |= _read_features(message, context)
    return Stated(change, certain=frozenset(change), taken=_words(message) if change else frozenset())


def _words(message: Message) -> frozenset[int]:
    """Tokens that name features and kinds of homes."""
    found = set[int]()
    for span in message.spans:
        if may_wish(message, span):
            for item in named(message, span.start, span.end, "feature", "kind", "bedroom", "bathroom"):
                found |= set(range(item.start, item.end))
    return frozenset(found)


def mentioned(message: Message, span: Span) -> tuple[Mentioned, ...]:
    """Features that a clause speaks of, and how; of a question the equipment that it names as well."""
    equipment = list(named(message, span.start, span.end, "equipment")) if span.asks else []
    skipped = frozenset(item.start for item in equipment)  # an oven is asked about, not a kitchen
    found = (mention for mention in _mentions(message, span, skipped) if mention.feature != ANY_VIEW)
    asked = dict.fromkeys(item.value for item in islice(equipment, MAX_NAMED))
    return (*found, *(Mentioned(feature, "question") for feature in asked))


def _mentions(
    message: Message, span: Span, skipped: frozenset[int] = frozenset(), known: Collection[str] = ()
) -> tuple[Mentioned, ...]:
    found: dict[str, Mentioned] = {}
    items = named(message, span.start, span.end, "feature", "feature_not", *DENIED_WISHES, "view")
    car = left_car(message, span)
    for item in islice(chain(items, (car,) if car else ()), MAX_NAMED):
        mention = None if item.start in skipped else _mention(message, span, item, known)
        if mention and (mention.feature not in found or mention.stance != "question"):
            found[mention.feature] = mention
    return tuple(found.values())


def _mention(message: Message, span: Span, item: Item, known: Collection[str]) -> Mentioned | None:
    if item.category == "feature_not":
        denial, _ = denied_before(message, span, item)
        return Mentioned(item.value, "question" if message.has_mark(span) else "wish" if denial else "exclude")
    if item.category == "view":
        return Mentioned(ANY_VIEW, stance_of(message, span, item))
    if wish := DENIED_WISHES.get(item.category):
        denial, at = denied_before(message, span, item)
        if wish in known and (denial == "drop" or _is_dropped(message, span, item, at)):
            return Mentioned(wish, "retract")
        is_wish = denial is not None and not message.has_mark(span) and not _is_lifted(message, span, item)
        return Mentioned(wish, "wish") if is_wish else None
    if item.value == "accessible" and _is_lifted(message, span, item):
        return None
    if is_of_pool(message, item):
        return None
    return Mentioned(item.value, stance_of(message, span, item, known))


def _is_dropped(message: Message, span: Span, item: Item, denial: int) -> bool:
    """ "Skip the no-stairs thing": what was not wanted does not matter any more."""
    if denied_behind(message, span, item) == "drop" or message.tagged.before(denial, "thing_drop"):
        return True
    retracts = bool(span.acts) and span.acts[0].act == "retract"
    return retracts and any(message.tagged.at(at, "thing_drop") for at in range(span.start, item.start))


def _is_lifted(message: Message, span: Span, item: Item) -> bool:
    """ "No stairs without a lift": with one they are welcome."""
    near = range(item.end, min(span.end, item.end + 4))
    return any(message.tagged.at(index, "thing_without") for index in near) and any(
        message.tagged.is_(index, "feature", "elevator") for index in near
    )


def _read_features(message: Message, context: Context) -> IntentChange:
    """The new lists of wishes and exclusions, where the message changes them: what it says last of a feature counts."""
    preferences, exclusions = list(context.known.preferences), list(context.known.exclusions)
    places = place_words(message, context)
    for span in message.spans:
        counting = STANCES if may_wish(message, span) else _denials(message, span)
        for mention in _mentions(message, span, places, context.known.preferences):
            if mention.stance not in counting:
                continue
            if mention.feature == ANY_VIEW:
                if mention.stance != "wish":
                    preferences = [feature for feature in preferences if feature not in VIEWS]
                continue
            for kept in (preferences, exclusions):
                if mention.feature in kept and not (kept is preferences and mention.stance == "wish"):
                    kept.remove(mention.feature)
            if mention.stance == "wish" and mention.feature not in preferences:
                preferences.append(mention.feature)
            if mention.stance == "exclude":
                exclusions.append(mention.feature)
    agreed = answered(message, context)
    if agreed and agreed not in (*preferences, *exclusions):
        preferences.append(agreed)
    change = IntentChange()
    if (wanted := _listed(preferences, context.known.preferences)) != context.known.preferences:
        change["preferences"] = wanted
    if (unwanted := _listed(exclusions, context.known.exclusions)) != context.known.exclusions:
        change["exclusions"] = unwanted
    return change


def _denials(message: Message, span: Span) -> tuple[str, ...]:
    """What still counts in a clause that does not sound like one about the trip: "I'm allergic to cats" does."""
    is_told = has_sign(message.tagged, span.start, span.end, span.scope) or message.has_mark(span)
    return ("retract",) if is_told else ("retract", "exclude")


def _listed(kept: Collection[str], known: Sequence[str]) -> tuple[str, ...]:
    """What is kept of the known ones as they stand, then the new ones in the vocabulary's order."""
    new = (feature for feature in BY_ID if feature in kept and feature not in known)
    return (*(feature for feature in known if feature in kept), *new)
