"""A booking request as the guest reads it before the final yes, and what that yes agrees to."""

from __future__ import annotations

from bot.offers.cards import bookable
from bot.types import Intent, Match, Quote, Reply
from plugins.concierge.cards import breakdown
from plugins.concierge.memory import Draft
from plugins.concierge.talk import Talk

# Wishes that the house wants to hear of with a request: its summary tells that it does.
TOLD = frozenset({"pets", "crib", "high_chair"})


def summarised(talk: Talk, draft: Draft, match: Match, price: Quote) -> Reply:
    now = agreed(talk, draft, match)
    changed = draft.summary not in (None, now)
    draft.summary = now
    heading = talk.texts.say("book_summary_changed" if changed else "book_summary")
    return talk.reply(
        [heading, _summary(talk, draft, match, price), talk.texts.say("book_confirm")],
        matches=[match],
        suggestions=talk.buttons("yes_send", "change", "cancel"),
    )


def _summary(talk: Talk, draft: Draft, match: Match, price: Quote) -> str:
    intent, texts = talk.turn.intent, talk.texts
    lines = [
        f"**{match.unit.name}**",
        f"{texts.stay(price.check_in, price.check_out)} ({texts.count('nights', price.nights)})",
        texts.count("guests", intent.guests or 1),
        " · ".join(filter(None, [draft.name, draft.email, draft.phone])),
    ]
    if told := told_wishes(intent):
        lines.append(texts.say("book_wishes", wishes=texts.listing(map(texts.feature, told))))
    return "\n".join(f"- {line}" for line in lines) + "\n" + breakdown(price, texts)


def told_wishes(intent: Intent) -> tuple[str, ...]:
    return tuple(feature for feature in intent.preferences if feature in TOLD)


def agreed(talk: Talk, draft: Draft, match: Match) -> str | None:
    """What a yes agrees to, the same in every language. None: there is nothing to agree to yet."""
    intent, price = talk.turn.intent, match.quote
    if (
        not intent.is_complete
        or price is None
        or not draft.name
        or not (draft.email or draft.phone)
        or not bookable(match)
    ):
        return None
    stay = (price.check_in, price.check_out, intent.guests, price.total, price.currency)
    return " ".join(map(str, [*stay, draft.name, draft.email, draft.phone]))


def waiting(talk: Talk) -> Reply:
    """Nothing was sent yet."""
    said = [talk.texts.say("book_not_sent"), talk.texts.say("book_confirm")]
    return talk.reply(" ".join(said), suggestions=talk.buttons("yes_send", "change", "cancel"))
