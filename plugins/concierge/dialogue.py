"""Decides what a message wants and who answers it. Deterministic: the first rule that applies wins.

What is asked is answered first, then what is known of the trip; one question of our own at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.types import Match, Mentioned, Reply
from plugins.concierge import (
    answers,
    booking,
    contact,
    courtesy,
    described,
    fit,
    handover,
    lists,
    offers,
    own,
    prices,
    serious,
    topics,
)
from plugins.concierge.acts import HOLDS, TAKES_BACK, Said, read
from plugins.concierge.memory import Draft
from plugins.concierge.references import OF_NAMES, units_meant
from plugins.concierge.talk import BOOK_THIS, TEAM, TEAM_BUTTON, Talk, agreed_stay

# What states the trip, or asks for homes for it.
TRIP = frozenset({"state_trip", "change_trip", "flexible_dates", "retract_wish", "ask_availability"})
_ASKING_FOR_HOMES = frozenset({"ask_availability", "show_photos", "compare"})
_CHOOSING = frozenset({"tell_more", "choose_unit", "unclear", "other", "amenity", "yes"})
_REFINING = {"cheaper": offers.cheaper, "bigger": offers.bigger, "other_options": offers.others}


async def answer(talk: Talk) -> Reply:
    """The reply to a turn; always one."""
    draft = talk.memory.draft
    if draft and talk.acts.button == "ask_team" and talk.offered == TEAM_BUTTON:
        return _reminding(talk, draft, handover.question(talk))
    is_given = draft is not None and (booking.gives(talk, draft) or await booking.turns(talk, draft))
    if is_given and (reply := await booking.proceed(talk)):
        return reply
    if reply := serious.answer(talk):
        return reply
    if question := courtesy.unasked(talk):
        talk.opening += topics.joined(talk, topics.parts(talk, await units_meant(talk)))
        return courtesy.clarify(talk, question)
    if draft and (reply := await booking.proceed(talk)):
        return reply
    reply = await _other_than_booking(talk)
    if draft and talk.memory.draft is draft and not reply.handoff:
        return _reminding(talk, draft, reply)
    return reply


def _reminding(talk: Talk, draft: Draft, reply: Reply) -> Reply:
    """An answer beside the request, and what the request waits for: one question, so that the team is asked by a
    button."""
    rest = booking.reminder(talk, draft)
    if not rest:
        return reply
    buttons = talk.buttons("yes_send", "change", "cancel") if draft.summary else talk.buttons("cancel")
    text = reply.text
    if talk.memory.offered == TEAM:
        talk.memory.offered = TEAM_BUTTON
        buttons += talk.buttons("ask_team")
        text = text.removesuffix(talk.texts.say("ask_team_too")).rstrip()
    return replace(reply, text=f"{text}\n\n{rest}", suggestions=tuple(buttons))


async def _other_than_booking(talk: Talk) -> Reply:
    if reply := await _accepted(talk):
        return reply
    if reply := courtesy.small_talk(talk):
        return reply
    meant = await units_meant(talk)
    _point(talk, meant)
    if reply := await _booked(talk, meant):
        return reply
    if reply := await prices.answer(talk, meant):
        return reply
    if "cheapest" in talk.acts and (len(meant) < 2 or _names_feature(talk, "cheapest")):
        question = await _answered_beside(talk, meant, "cheapest", "cheaper")
        return _with_team(talk, await offers.cheapest(talk), question)
    if "show_photos" in talk.acts and "compare" not in talk.acts and (meant or talk.memory.shown):
        question = await _answered_beside(talk, meant, "show_photos")
        if reply := await answers.shown(talk, meant):
            return _with_team(talk, reply, question)
    if reply := await answers.shown(talk, meant):
        return reply
    homes = meant or await _homes(talk)
    found = topics.parts(talk, homes)
    changes = talk.changed or not talk.memory.listed
    wanted = () if homes or talk.turn.captured else topics.wanted(talk)
    if wanted:
        talk.opening += topics.joined(talk, found)
        return await offers.offer(talk, wanted)
    if found and (meant or not talk.turn.captured or not changes):
        return answers.told(talk, found, homes)
    if len(meant) == 1 and talk.acts.asks and _REFINING.keys() & talk.acts.does and fit.budget(talk, meant[0]):
        return answers.told(talk, [*found, topics.priced(talk, meant[0])], meant)  # "isn't that over my budget?"
    if meant and _chooses(talk, meant):
        return answers.details(talk, meant[0]) if len(meant) == 1 else answers.compared(talk, meant)
    if len(meant) > 1 and not set(talk.turn.captured) - OF_NAMES:
        return answers.compared(talk, meant)  # "the first or the second?"
    talk.opening += topics.joined(talk, found)
    if talk.acts.does & courtesy.TOLD and not talk.turn.captured:
        return courtesy.courtesy(talk)
    if reply := await _refined(talk):
        return reply
    if match := await _still_meant(talk, meant):
        return await _still(talk, match)
    if "ask_availability" in talk.acts and talk.memory.shown and not talk.turn.captured:
        talk.opening.append(talk.texts.say("availability_any"))  # "is it free?"
    if _seeks(talk) and _is_new(talk):
        return _with_team(talk, await offers.offer(talk), topics.unknown(found))
    return courtesy.courtesy(talk)


def _point(talk: Talk, meant: Sequence[Match]) -> None:
    """Of homes that are pointed at everything is asked: "and a lift?" is then no wish that others are sought by."""
    talk.is_pointed = bool(meant)
    if meant and talk.turn.action is None and talk.acts.button is None:
        whole = read(talk.turn.reading, talk.turn.text)
        kept = {said.index for said in talk.acts.said}  # what is answered already is not asked again
        said = [each for each in whole.said if each.index in kept]
        talk.acts = replace(whole, said=tuple(described.pointed(each, meant[0]) for each in said))


async def _answered_beside(talk: Talk, meant: Sequence[Match], *done: str) -> str | None:
    """Answers what is asked beside something that is done ("photos, please; is the pool fenced?"): said before it.
    Returns what the team would be asked."""
    whole = talk.acts
    rest = [said for said in whole.said if said.clause.asks and not {said.label, said.fact} & set(done)]
    named = tuple(item for said in whole.said if said not in rest for item in said.clause.features)
    talk.acts = replace(whole, said=tuple(_of_named(said, named) for said in rest))
    found = topics.parts(talk, meant or await talk.units(talk.memory.shown)) if topics.is_asked(talk.acts) else []
    talk.opening += topics.joined(talk, found)
    talk.acts = whole
    return topics.unknown(found)


def _names_feature(talk: Talk, fact: str) -> bool:
    return any(said.clause.features for said in talk.acts.said if said.fact == fact)


def _of_named(said: Said, named: tuple[Mentioned, ...]) -> Said:
    """ "Photos of the pool? Is it fenced?": of what was named before, where a clause asks more and names nothing."""
    if said.clause.features or not said.clause.details:
        return said
    asked = tuple(replace(item, stance="question") for item in named)
    return replace(said, clause=replace(said.clause, features=asked))


async def _accepted(talk: Talk) -> Reply | None:
    """A plain yes or no to what the last reply offered."""
    acts = talk.acts
    if acts.agrees and not talk.news and (stay := agreed_stay(talk.offered)):
        talk.take_stay(*stay)
        if home := next(iter(await talk.units([talk.memory.focus] if talk.memory.focus else [])), None):
            return answers.told(talk, [topics.priced(talk, home)], [home])
        return await offers.offer(talk)
    books = "book" in acts or "own_book" in acts.facts
    if acts.button == "ask_team" and talk.offered == TEAM_BUTTON:
        return handover.question(talk)
    if talk.offered == TEAM and not books and (reply := await _team_accepted(talk)):
        return reply
    if talk.offered == BOOK_THIS and (reply := await _booking_accepted(talk)):
        return reply
    if talk.news or not acts.is_short or topics.is_asked(acts):
        return None
    focus = await talk.units([talk.memory.focus]) if talk.memory.focus else []
    if focus and acts.agrees and acts.only("yes"):  # "vale, gracias" ends the talk
        return answers.details(talk, focus[0])
    pressed = talk.turn.pressed is not None or talk.offered is not None
    if acts.only("yes") and len(talk.memory.shown) > 1 and not pressed and not offers.missing(talk)[1]:
        return await _which(talk)  # to "more of one of them, or a request?"
    if ("no" in acts or TAKES_BACK in acts) and acts.only("no", "thanks", TAKES_BACK):
        return talk.reply(talk.texts.say("all_right"), suggestions=talk.buttons("more", "person"))
    return None


async def _team_accepted(talk: Talk) -> Reply | None:
    """A yes to the offer to ask the team; what else the message says is answered as well."""
    acts = talk.acts
    first = acts.said[0] if acts.said else None
    if acts.agrees:
        return handover.question(talk)
    if first is None or not (first.label == "yes" or _has_asked(first)) or "?" in first.clause.text:
        return None
    rest = acts.said[1:]
    if not rest or not (topics.is_asked(replace(acts, said=rest)) or talk.news):
        return handover.question(talk) if _has_asked(first) else None
    passed = handover.question(talk, briefly=True)
    talk.acts, talk.offered, talk.question = replace(acts, said=rest), None, None
    talk.opening.append(passed.text)
    reply = await _other_than_booking(talk)
    return replace(reply, handoff=passed.handoff or reply.handoff)


def _has_asked(said: Said) -> bool:
    """ "Do ask them": in whatever words the team is to be asked."""
    return "own_ask" in said.clause.facts and said.label in {None, "yes", "ask_human", "book", "thanks", "unclear"}


async def _booking_accepted(talk: Talk) -> Reply | None:
    """A yes to a request for the unit talked about, alone or with a name and an address."""
    acts, memory = talk.acts, talk.memory
    focus = await talk.units([memory.focus]) if memory.focus else []
    starts = bool(acts.said) and acts.said[0].label == "yes"
    told = booking.introduces(talk)
    told = told or contact.full_name(talk.turn.text, own.homes(talk.turn)) is not None
    if focus and ((acts.agrees and acts.is_short) or (starts and told) or (told and not acts.asks)):
        return await booking.start(talk, focus[0])
    return None


async def _booked(talk: Talk, meant: Sequence[Match]) -> Reply | None:
    """A wish to book."""
    acts = talk.acts
    if HOLDS in acts:
        return await _held(talk, meant)
    pressed = talk.turn.pressed == "book"
    pressed = pressed or (talk.offered == "book" and bool(meant) and not acts.asks)  # "which one?" is answered
    reaches = contact.read(talk.turn.text, None).reaches and not talk.memory.handed
    takes = "own_book" in acts.facts and bool(meant)  # "book Villa Gaya for 2 in May" states, too
    named = booking.introduces(talk) or contact.led(talk.turn.text, own.homes(talk.turn)) is not None
    takes = takes and (not acts.asks or named)
    reaches = reaches or (talk.offered == "book" and booking.introduces(talk))
    if not pressed and not takes and not reaches and "book" not in acts:
        return None
    meant = meant or await _chosen(talk, reaches)
    if not meant and talk.offered == "book" and booking.introduces(talk):
        talk.opening.append(booking.noted(talk))
        return await _which(talk)
    if meant:
        return await booking.start(talk, meant[0])
    if talk.news or not talk.memory.shown or (acts.asks and topics.is_asked(acts)):
        return None  # "we want to book a house for four": nothing is chosen yet
    if len(talk.memory.shown) == 1 and (only := await talk.units(talk.memory.shown)):
        return await booking.start(talk, only[0])
    return await _which(talk)


async def _held(talk: Talk, meant: Sequence[Match]) -> Reply:
    """Whether a home is kept for the guest: only the team's answer does that. What else is asked is answered, too."""
    talk.opening.append(talk.texts.say("book_not_held"))
    talk.acts = replace(talk.acts, said=tuple(said for said in talk.acts.said if said.label != HOLDS))
    homes = list(meant) or await talk.units(talk.memory.shown)
    if topics.is_asked(talk.acts):
        return answers.told(talk, topics.parts(talk, homes), homes)
    if talk.memory.draft:
        return talk.reply("")  # what it waits for is said behind
    if len(homes) != 1:
        return await _which(talk) if homes else talk.reply(talk.texts.say("help"))
    home, (question, buttons) = homes[0], offers.missing(talk)
    talk.memory.focus = talk.memory.chosen = home.unit.unit_id
    if question:
        return talk.reply(question, matches=homes, suggestions=buttons)
    if not home.fits:
        return answers.told(talk, [topics.priced(talk, home)], homes)
    talk.memory.offered = BOOK_THIS
    asked = talk.texts.say("book_this", name=home.unit.name)
    return talk.reply(asked, matches=homes, suggestions=talk.buttons("book_it", "photos", "more"))


async def _chosen(talk: Talk, reaches: bool) -> list[Match]:
    """The unit talked of last, where the guest leaves an address without naming one."""
    memory = talk.memory
    alone = memory.shown if len(memory.shown) == 1 else []
    known = memory.focus or memory.chosen
    return await talk.units([known] if known else alone) if reaches and not talk.news else []


async def _which(talk: Talk) -> Reply:
    talk.memory.offered = "book"
    shown = await talk.units(talk.memory.shown)
    lines = [f"{number}. **{match.unit.name}**" for number, match in enumerate(shown, start=1)]
    return talk.reply(
        [talk.texts.say("book_which"), "\n".join(lines)], matches=shown, suggestions=[m.unit.name for m in shown]
    )


async def _homes(talk: Talk) -> list[Match]:
    """Those a question is about when none is named: what will be shown for a trip that changes, else the last shown."""
    if talk.turn.captured and not lists.is_answered(talk):
        return (await lists.fitting(talk, offers.MAX_CARDS))[: offers.MAX_CARDS]
    return await talk.units(talk.memory.shown)


def _chooses(talk: Talk, meant: Sequence[Match]) -> bool:
    """Whether naming a home means to hear more of it; not where the journey changes for the one that is known."""
    acts = talk.acts
    if [match.unit.unit_id for match in meant] == [talk.memory.focus] and talk.news:
        return not set(talk.turn.captured) <= lists.JOURNEY
    return not acts.does or bool(acts.does & _CHOOSING) or talk.turn.pressed == "ask"


async def _refined(talk: Talk) -> Reply | None:
    """Cheaper, larger, others; a message that states new facts is a new search."""
    if talk.turn.captured and talk.changed:
        return None
    for label, refine in _REFINING.items():
        if label in talk.acts:
            return await refine(talk)
    if "another" in talk.acts.remarks and talk.memory.shown:
        return await offers.others(talk)
    return None


async def _still_meant(talk: Talk, meant: Sequence[Match]) -> Match | None:
    """The unit talked about, when only the journey changes: "and if we are five?". One shown alone was not chosen."""
    memory = talk.memory
    if not talk.turn.captured or not set(talk.turn.captured) <= lists.JOURNEY:
        return None
    if len(meant) == 1:
        return meant[0]
    if memory.focus is None or (memory.shown == [memory.focus] and memory.chosen != memory.focus):
        return None
    if talk.acts.does & {"other_options", "show_photos", "compare"} or "another" in talk.acts.remarks:
        return None
    return next(iter(await talk.units([memory.focus])), None)


async def _still(talk: Talk, match: Match) -> Reply:
    """Whether it still suits, and what it costs then; others where the party does not fit in."""
    if small := fit.too_small(talk, match):
        talk.opening.append(small)
        return await offers.offer(talk)
    if talk.acts.asks and _has_grown(talk) and (enough := fit.big_enough(talk, match)):
        talk.opening.append(enough)
    return answers.told(talk, [topics.priced(talk, match)], [match])


def _has_grown(talk: Talk) -> bool:
    """Whether more come than before: of fewer nobody doubts that they fit in."""
    return (talk.turn.intent.guests or 0) > (talk.turn.session.intent.guests or 0)


def _seeks(talk: Talk) -> bool:
    """Whether the message is about finding a place: it states facts, says so, or describes one."""
    acts = talk.acts
    if talk.turn.captured or acts.does & (TRIP | {"book", "show_photos", "compare", "ask_price_total", "tell_more"}):
        return True
    if any(item in topics.ROWS for item in acts.asked):
        return True
    described = any(match.similarity > 0 for match in talk.turn.found)
    return described and not acts.asks and not acts.does and not acts.choices


def _is_new(talk: Talk) -> bool:
    """Whether the list is to be shown: the search has changed, or the guest asks for it."""
    if not lists.is_answered(talk):
        return True
    return bool(talk.acts.does & _ASKING_FOR_HOMES) or (not talk.turn.captured and bool(talk.acts.does & TRIP))


def _with_team(talk: Talk, reply: Reply, question: str | None) -> Reply:
    """The offer to ask the team beside the trip's own question: by its button alone, so that a yes stays the trip's."""
    if not question or talk.memory.offered:
        return reply
    talk.memory.offered, talk.memory.question = TEAM_BUTTON, question
    first, *others = reply.suggestions or ("",)
    return replace(reply, suggestions=tuple(filter(None, [first, talk.texts.button("ask_team"), *others]))[:4])
