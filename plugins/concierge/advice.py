"""Which home to take, when the guest asks: one or two of those in question, with the reasons from their rows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.offers.fitting import is_far_off
from bot.types import Match, Reply
from bot.words.features import BY_ID
from plugins.concierge import fit, offers
from plugins.concierge.cards import price_line
from plugins.concierge.talk import Talk

MAX_PICKED = 2
MAX_FEATURES = 5
# What a guest looks for in a home without naming it.
_FOR_CHILDREN = ("garden", "crib", "high_chair", "pool", "washer", "beach", "terrace")
_FOR_WORK = ("workspace", "wifi", "heating", "air_conditioning")
_FOR_ANY = ("pool", "sea_view", "beach", "garden", "terrace", "air_conditioning", "parking", "washer")


def pick(talk: Talk, homes: Sequence[Match], *, of_these: bool = False) -> Reply:
    """The best for what is asked, and the next; homes that do not fit the trip come last.

    Args:
        of_these: the guest has named them: a word on each.
    """
    features = _looked_for(talk)
    ranked = sorted(homes, key=lambda match: _rank(talk, match, features))
    best = [match for match in ranked if "guests" not in match.misfits][:MAX_PICKED] or ranked[:1]
    best = ranked if of_these else best
    first, *others = best
    talk.memory.focus = first.unit.unit_id
    said = [talk.texts.say("advice", name=first.unit.name, reasons=_reasons(talk, first, features))]
    said += [talk.texts.say("advice_other", name=m.unit.name, reasons=_reasons(talk, m, features)) for m in others]
    said += filter(None, (fit.too_small(talk, match) for match in best))
    question, buttons = offers.missing(talk)
    return talk.reply([*said, question], matches=best, suggestions=buttons or talk.buttons("book_it", "photos", "more"))


def _looked_for(talk: Talk) -> tuple[str, ...]:
    """Features in the order of their weight: named, wished for, then those of the occasion."""
    acts, intent = talk.acts, talk.turn.intent
    named = [*acts.mentioned, *intent.preferences]
    if "kids" in acts.remarks or (intent.children and "work" not in acts.remarks):
        named += _FOR_CHILDREN
    if "work" in acts.remarks or "workspace" in named:
        named += _FOR_WORK
    return tuple(dict.fromkeys(item for item in [*named, *_FOR_ANY] if item in BY_ID))


def _rank(talk: Talk, match: Match, features: Sequence[str]) -> tuple[bool, bool, int, Decimal, str]:
    """Lower is better: what has more of what is looked for, the earlier the weightier; then the cheaper."""
    score = sum(len(features) - place for place, item in enumerate(features) if item in match.unit.features)
    amount = offers.amount_of(match, talk.turn.intent.period)
    return (
        not match.fits,
        is_far_off(match.unit, talk.turn.intent),
        -score,
        amount if amount is not None else Decimal("Infinity"),
        str(match.unit.unit_id),
    )


def _reasons(talk: Talk, match: Match, features: Sequence[str]) -> str:
    unit, texts = match.unit, talk.texts
    has = [texts.feature(item) for item in features if item in unit.features][:MAX_FEATURES]
    counts = [texts.count("up_to", unit.max_guests)] if unit.max_guests else []
    counts += [texts.count("bedrooms", unit.bedrooms)] if unit.bedrooms else []
    price = price_line(match, texts, talk.turn.intent.period)
    return " · ".join(filter(None, [texts.listing(has) if has else "", *counts, price]))
