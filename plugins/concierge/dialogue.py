"""Decides what a message wants and who answers it. Deterministic: the first rule that applies wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.types import Match, Reply
from bot.words import reception
from plugins.concierge import answers, booking, courtesy, facts, offers
from plugins.concierge.answers import POLICIES
from plugins.concierge.references import units_meant
from plugins.concierge.talk import Talk

_JOURNEY = frozenset({"check_in", "check_out", "nights", "guests", "adults", "children"})
# What a unit's row answers.
_UNIT_FACTS = frozenset("capacity bedrooms beds bathrooms size min_nights cleaning_fee rating location".split())


async def answer(talk: Talk) -> Reply:
    """The reply to a turn; always one."""
    if "handoff" in talk.acts:
        return courtesy.handoff(talk, "the guest asks for a person")
    if talk.turn.clarifications:
        return courtesy.clarify(talk, talk.turn.clarifications[0])
    draft = talk.memory.draft
    if draft and (reply := await booking.proceed(talk)):
        return reply
    reply = await _other_than_booking(talk)
    if draft and talk.memory.draft is draft and not reply.handoff and (rest := booking.reminder(talk, draft)):
        buttons = talk.buttons("yes_send", "change", "cancel") if draft.summary else talk.buttons("cancel")
        return replace(reply, text=f"{reply.text}\n\n{rest}", suggestions=tuple(buttons))
    return reply


async def _other_than_booking(talk: Talk) -> Reply:
    acts = talk.acts
    if "identity" in acts:
        return talk.reply(talk.texts.say("identity", tenant=talk.turn.tenant.name), suggestions=talk.buttons("person"))
    if reply := await _accepted(talk):
        return reply
    meant = await units_meant(talk)
    if reply := await _booked(talk, meant):
        return reply
    if reply := await answers.about_units(talk, meant):
        return reply
    if reply := await _asked(talk):
        return reply
    if reply := await _refined(talk):
        return reply
    if match := await _still_meant(talk):
        return answers.answered(talk, [match], ["price"])
    if _seeks(talk):
        return await offers.offer(talk)
    return courtesy.courtesy(talk)


async def _accepted(talk: Talk) -> Reply | None:
    """A plain yes or no to what the last reply offered."""
    acts = talk.acts
    if not acts.is_short or talk.turn.captured or acts.topics:
        return None
    if "yes" in acts and talk.offered == "team":
        return courtesy.handoff(talk, f"a question the concierge cannot answer: {talk.question}")
    if "yes" in acts and talk.memory.focus and not acts.does - {"yes", "thanks"}:
        [*match] = await talk.units([talk.memory.focus])
        return answers.details(talk, match[0]) if match else None
    if "no" in acts and not acts.does - {"no", "thanks", "yes"} and not acts.features:
        return talk.reply(talk.texts.say("all_right"), suggestions=talk.buttons("more", "person"))
    return None


async def _booked(talk: Talk, meant: Sequence[Match]) -> Reply | None:
    """A wish to book."""
    pressed = talk.turn.pressed == "book"
    pressed = pressed or (talk.offered == "book" and bool(meant) and not talk.acts.asks)  # "which one?" is answered
    if not pressed and ("book" not in talk.acts or POLICIES & set(talk.acts.topics)):
        return None
    if meant:
        return await booking.start(talk, meant[0])
    if talk.turn.captured or not talk.memory.shown:
        return None  # "we want to book a house for four": nothing is chosen yet
    if len(talk.memory.shown) == 1 and (only := await talk.units(talk.memory.shown)):
        return await booking.start(talk, only[0])
    return await _which(talk)


async def _which(talk: Talk) -> Reply:
    talk.memory.offered = "book"
    shown = await talk.units(talk.memory.shown)
    lines = [f"{number}. **{match.unit.name}**" for number, match in enumerate(shown, start=1)]
    return talk.reply(
        [talk.texts.say("book_which"), "\n".join(lines)], matches=shown, suggestions=[m.unit.name for m in shown]
    )


async def _asked(talk: Talk) -> Reply | None:
    """Questions that no unit was named for."""
    acts, tenant, texts = talk.acts, talk.turn.tenant, talk.texts
    if "contact" in acts.topics:
        said = reception.contact(tenant, texts.language)
        return (
            talk.reply(said, suggestions=talk.buttons("person"))
            if said
            else talk.ask_team(texts.say("unknown"), "contact")
        )
    policies = [topic for topic in acts.topics if topic in POLICIES]
    if policies and not talk.turn.captured:
        return await _policies(talk, policies)
    shown = await talk.units(talk.memory.shown) if acts.topics or acts.features else []
    if acts.features and acts.asks and not talk.turn.captured:
        return await _features_asked(talk, shown)
    topics = [topic for topic in acts.topics if topic in _UNIT_FACTS or topic == "price"]
    if topics and shown and not talk.turn.captured and not _refines(talk):
        return answers.answered(talk, shown, topics[:1])
    if "availability" in acts.topics and not talk.turn.captured:
        question, buttons = offers.missing(talk)
        if buttons:
            return talk.reply([texts.say("availability_any"), question], suggestions=buttons)
    return None


async def _policies(talk: Talk, topics: Sequence[str]) -> Reply:
    said = [facts.policy(topic, talk.turn.tenant, talk.texts) for topic in topics]
    known = [text for text in said if text]
    if known:
        return talk.reply(known, suggestions=talk.buttons("more", "person"))
    if "location" in topics and talk.memory.shown:
        return answers.answered(talk, await talk.units(talk.memory.shown), ["location"])
    return talk.ask_team([talk.texts.say("no_distances" if "distance" in topics else "unknown")], topics[0])


async def _features_asked(talk: Talk, shown: Sequence[Match]) -> Reply:
    """ "Do they have a pool?": of the units shown, else of all."""
    asked = talk.acts.features
    if shown and "search" not in talk.acts:
        having = [match.unit.name for match in shown if set(asked) <= set(match.unit.features)]
        words = talk.texts.listing(map(talk.texts.feature, asked))
        if having:
            text = talk.texts.say("feature_some", feature=words, names=talk.texts.listing(having))
            return talk.reply(text, matches=shown, suggestions=talk.buttons("book_first", "more"))
        talk.opening.append(talk.texts.say("feature_none", feature=words))
        return await offers.offer(talk)
    if said := facts.policy(asked[0], talk.turn.tenant, talk.texts):
        talk.opening.append(said)
    return await offers.offer(talk)


async def _refined(talk: Talk) -> Reply | None:
    """Cheaper, larger, others; a message that states new facts is a new search."""
    acts = talk.acts
    if "cheapest" in acts:
        return await offers.cheapest(talk)
    if talk.turn.captured:
        return None
    if "cheaper" in acts:
        return await offers.cheaper(talk)
    if "bigger" in acts:
        return await offers.bigger(talk)
    if "others" in acts:
        return await offers.others(talk)
    return None


async def _still_meant(talk: Talk) -> Match | None:
    """The unit talked about, when only the journey changes: "and if we are five?". One shown alone was not chosen."""
    memory, acts = talk.memory, talk.acts
    if memory.focus is None or memory.shown == [memory.focus] or "search" in acts or not acts.is_short:
        return None
    if not talk.turn.captured or not set(talk.turn.captured) <= _JOURNEY:
        return None
    return next(iter(await talk.units([memory.focus])), None)


def _refines(talk: Talk) -> bool:
    return bool(talk.acts.does & {"cheapest", "cheaper", "bigger", "others"})


def _seeks(talk: Talk) -> bool:
    """Whether the message is about finding a place: it states facts, says so, or describes one."""
    acts = talk.acts
    if talk.turn.captured or acts.features or acts.does & {"search", "book", "photos", "compare"}:
        return True
    if {"price", "availability", *_UNIT_FACTS} & set(acts.topics):
        return True
    described = any(match.similarity > 0 for match in talk.turn.found)
    return described and not acts.asks and not acts.does
