"""Takes a booking request in the chat: one question at a time, the exact total before the final yes."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from bot.offers.conversion import BookingRefused, price_booking
from bot.types import BookingRequest, Guest, IntentChange, Match, Quote, Reply
from bot.words.folding import bare
from bot.words.phrases import for_guests
from plugins.concierge import contact, decisions, topics
from plugins.concierge.acts import HOLDS, Said
from plugins.concierge.contact import Contact
from plugins.concierge.decisions import SURE_OF_OTHER
from plugins.concierge.handover import keep
from plugins.concierge.memory import Draft
from plugins.concierge.offers import missing, offer
from plugins.concierge.own import homes
from plugins.concierge.references import others_meant, units_meant
from plugins.concierge.summary import TOLD, agreed, summarised, told_wishes, waiting
from plugins.concierge.talk import BOOK_THIS, Talk
from plugins.concierge.wishes import is_new_journey, journey

CORE = for_guests("core")
# What is not about the request: answered first, then the request goes on.
_ASIDE = frozenset(
    {"show_photos", "tell_more", "compare", "are_you_human", HOLDS, "thanks", "greet", "bye", "off_topic", "weather"}
)


async def start(talk: Talk, match: Match) -> Reply:
    """Begin a request for a unit; what an earlier draft knew of the guest is kept."""
    if talk.turn.session.converted:
        return talk.reply(CORE.say("converted", talk.turn.locale), suggestions=talk.buttons("person"))
    unit = match.unit
    if unit.pricing is None:
        return talk.ask_team(talk.texts.say("book_no_price", name=unit.name), f"price of {unit.name}", matches=[match])
    old, known = talk.memory.draft, talk.memory.caller
    draft = Draft(unit.unit_id, known.name, known.email, known.phone)
    if old:
        draft.asked = old.asked
    talk.memory.draft, talk.memory.focus, talk.memory.chosen = draft, unit.unit_id, unit.unit_id
    _choose(talk, unit.unit_id)
    talk.opening.append(talk.texts.say("book_start", name=unit.name))
    _read_contact(talk, draft)
    known_homes = [bare(unit.name), *homes(talk.turn)]
    draft.name = draft.name or contact.signed(talk.turn.text, known_homes)
    if not draft.name and not talk.turn.captured:
        draft.name = contact.led(talk.turn.text, known_homes)
    if talk.offered == BOOK_THIS:
        draft.name = draft.name or contact.full_name(talk.turn.text, known_homes)
    _answer_beside(talk, match)
    return await _next(talk, draft)


async def proceed(talk: Talk) -> Reply | None:
    """The next step of the draft; None when the message is about something else."""
    draft = talk.memory.draft
    if draft is None:
        return None
    if decisions.is_kept(talk.acts):
        return _goes_on(talk, draft)
    if decisions.is_taken_back(talk):
        return _dropped(talk)
    if other := await _chosen_instead(talk, draft):
        return await start(talk, other)
    if decisions.drops(talk):
        return _dropped(talk)
    wished = _adds_wishes(talk)
    given = await _given(talk, draft)
    if not given and decisions.leaves(talk):
        talk.memory.draft = None
        _choose(talk, None)
        return None
    if not (given or wished) and draft.summary and _asks_if_booked(talk):
        return waiting(talk)
    if not (given or wished) and _is_aside(talk, draft):
        return None
    if match := await _unit(talk, draft):
        _answer_beside(talk, match)
    return await _decided(talk, draft) or await _next(talk, draft, given=given)


def gives(talk: Talk, draft: Draft) -> bool:
    """Whether the message is what the request waits for: a name may sound like anything ("me llamo Ana")."""
    found = _found(talk, draft)
    acts = (said.clause.act for said in talk.acts.said)
    is_other = any(act and act.confidence >= SURE_OF_OTHER for act in acts)
    decides = decisions.wants_change(talk) or decisions.is_sent(talk) or decisions.is_kept(talk.acts)
    decides = decides if draft.summary else bool(decisions.changed_parts(talk))
    gives_up = any(map(decisions.is_dropping, talk.acts.said))
    return bool(found.reaches or (found.name and not is_other) or decides or gives_up)


async def turns(talk: Talk, draft: Draft) -> bool:
    """Whether another home is to be booked, whatever else is said of the first: "wrong one, I want Villa Gaya"."""
    chooses = [said for said in talk.acts.said if said.label in ("book", "choose_unit") and not said.clause.asks]
    return bool(chooses) and await _chosen_instead(talk, draft) is not None


def introduces(talk: Talk) -> bool:
    """Whether the guest gives a name or an address without being asked."""
    known = homes(talk.turn)
    found = contact.read(talk.turn.text, None, known)
    return bool(found.reaches or found.name or contact.signed(talk.turn.text, known))


def noted(talk: Talk) -> str:
    """Says back a name or an address that was given before it was asked for."""
    found = contact.read(talk.turn.text, None, homes(talk.turn))
    keep(talk.memory.caller, found)
    return talk.texts.say("book_noted", wish=" · ".join(found.given))


def reminder(talk: Talk, draft: Draft) -> str:
    """What is still to be answered, after an answer to something else. The summary waits for a yes as before. Who takes
    leave is not asked again."""
    acts = talk.acts
    if acts.remarks & {"later", "done"} or ("bye" in acts and not acts.asks):
        return ""
    if draft.summary:
        return f"{talk.texts.say('book_back')} {talk.texts.say('book_confirm')}"
    return _question(talk, draft, again=False) or ""


def _goes_on(talk: Talk, draft: Draft) -> Reply:
    """What the request waits for, once more: "no, don't cancel it"."""
    buttons = talk.buttons("yes_send", "change", "cancel") if draft.summary else talk.buttons("cancel")
    return talk.reply(reminder(talk, draft), suggestions=buttons)


def _choose(talk: Talk, unit_id: UUID | None) -> None:
    """The journey is about this unit now: staff hear of it. Not something that the message stated, so not captured."""
    talk.turn.intent = replace(talk.turn.intent, unit_id=unit_id)


async def _chosen_instead(talk: Talk, draft: Draft) -> Match | None:
    """Another unit that the guest now wants to book."""
    chosen = talk.acts.does & {"book", "choose_unit"} or talk.turn.pressed == "book"
    meant = await (units_meant(talk) if chosen else others_meant(talk, draft.unit_id))
    others = [match for match in meant if match.unit.unit_id != draft.unit_id]
    return others[0] if others and (others == meant or chosen) else None


def _is_aside(talk: Talk, draft: Draft) -> bool:
    acts = talk.acts
    if acts.agrees or talk.changed or (draft.summary and decisions.is_sent(talk)):
        return False
    return bool(acts.does & _ASIDE) or (acts.asks and topics.is_asked(acts))


def _answer_beside(talk: Talk, match: Match) -> None:
    """What is asked in the same breath, before the request goes on."""
    own = {"own_book", "own_send"} | ({"contact"} if contact.read(talk.turn.text, None).reaches else set())
    asked = tuple(said for said in talk.acts.said if not set(said.clause.facts) & own)
    acts = replace(talk.acts, said=asked)
    if any(_is_question(said) for said in asked) and topics.is_asked(acts):
        talk.opening += topics.joined(talk, topics.parts(replace(talk, acts=acts), [match]))


def _is_question(said: Said) -> bool:
    act = said.clause.act
    return "?" in said.clause.text or (said.clause.asks and act is not None and act.confidence >= SURE_OF_OTHER)


def _adds_wishes(talk: Talk) -> bool:
    """Take what is told beside a yes as wished for: "yes, and we bring the dog"; whether there is any."""
    acts = talk.acts
    if "yes" not in acts.does and "own_send" not in acts.facts:
        return False
    told = [said for said in acts.said if "?" not in said.clause.text]
    named = [item.feature for said in told for item in said.clause.features if item.stance == "question"]
    named += [said.label for said in told if said.label == "pets"]  # "llevamos al perro"
    known = talk.turn.intent.preferences
    added = [feature for feature in named if feature in TOLD - {*known}]
    if added:
        talk.take(IntentChange(preferences=(*known, *dict.fromkeys(added))))
    return bool(added)


def _asks_if_booked(talk: Talk) -> bool:
    return any(said.label == "ask_booking_reference" and said.clause.asks for said in talk.acts.said)


async def _given(talk: Talk, draft: Draft) -> bool:
    """Take what the message gives of the guest. What is only added to a request that the same words want sent changes
    nothing of what was agreed."""
    match = await _unit(talk, draft)
    before = (draft.name, draft.email, draft.phone)
    holds = match is not None and draft.summary is not None and draft.summary == agreed(talk, draft, match)
    given = _read_contact(talk, draft)
    is_added = all(old in (None, new) for old, new in zip(before, (draft.name, draft.email, draft.phone), strict=True))
    if match and holds and is_added and decisions.sends(talk):
        draft.summary = agreed(talk, draft, match)
    return given


def _dropped(talk: Talk) -> Reply:
    talk.memory.draft = None
    _choose(talk, None)
    said = [talk.texts.say("book_cancelled")]
    if "later" in talk.acts.remarks:
        return talk.reply(" ".join([*said, talk.texts.said("later")]))
    if "bye" in talk.acts:
        return talk.reply(" ".join([*said, talk.texts.say("bye")]))
    return talk.reply(said, suggestions=talk.buttons("more", "person"))


def _found(talk: Talk, draft: Draft) -> Contact:
    """What the message gives; a button, and words that send the request, are nobody's name."""
    acts = talk.acts
    if acts.button or talk.turn.pressed:
        return Contact()
    is_sent = "own_send" in acts.facts or "own_book" in acts.facts
    asked = None if draft.asked == "name" and is_sent else draft.asked
    if asked != "name" and "own_name" in acts.facts:
        asked = contact.RENAMED
    return contact.read(talk.turn.text, asked, homes(talk.turn))


def _read_contact(talk: Talk, draft: Draft) -> bool:
    """Take name, e-mail and telephone out of the message; whether it gave any, or meant to."""
    found = _found(talk, draft)
    keep(talk.memory.caller, found)
    draft.name = found.name or draft.name
    draft.email = found.email or draft.email
    draft.phone = found.phone or draft.phone
    if found.bad_email:
        talk.opening.append(talk.texts.say("book_email_again"))
        draft.asked = "contact_again"
    elif found.bad_phone:
        talk.opening.append(talk.texts.say("book_phone_again"))
        draft.asked = "contact_again"
    if found.reaches and not draft.name:  # not asked for yet
        talk.opening.append(talk.texts.say("book_noted", wish=" · ".join(found.given)))
    return bool(found.name or found.email or found.phone or found.bad_email or found.bad_phone)


async def _decided(talk: Talk, draft: Draft) -> Reply | None:
    """A yes or no to the summary; None: neither, or there is none yet, or it does not hold any more."""
    match = await _unit(talk, draft)
    if match is None or draft.summary is None or draft.summary != agreed(talk, draft, match):
        return None
    if match.quote is None or talk.turn.intent.guests is None:
        return None
    if decisions.changes(talk):
        return _change(talk, draft)
    if decisions.sends(talk):
        return _send(talk, draft, match, match.quote, talk.turn.intent.guests)
    return None


def _change(talk: Talk, draft: Draft) -> Reply:
    """Ask for what is to be changed. Whatever comes next, nothing is sent before a new summary was agreed to."""
    draft.summary = None
    part = next(iter(decisions.changed_parts(talk)), None)
    keys = {"dates": "ask_dates", "guests": "ask_guests", "name": "book_name"}
    if part == "name":
        draft.name, draft.asked = None, "name"
    elif part == "contact":
        draft.email = draft.phone = None
        draft.asked = "contact"
        return talk.reply(talk.texts.say("book_contact", name=draft.name), suggestions=talk.buttons("cancel"))
    said = [talk.texts.say("book_not_sent")] if "own_unsent" in talk.acts.facts else []
    said.append(talk.texts.say(keys.get(part or "", "book_change")))
    return talk.reply(" ".join(said), suggestions=talk.buttons("cancel"))


def _send(talk: Talk, draft: Draft, match: Match, price: Quote, guests: int) -> Reply:
    """Hand the request, exactly as agreed, to the core."""
    intent, guest = talk.turn.intent, Guest(draft.name or "", draft.email, draft.phone)
    booking = BookingRequest(
        draft.unit_id, price.check_in, price.check_out, guests, guest, intent.adults, intent.children, intent.infants,
        wishes=told_wishes(intent),
    )  # fmt: skip
    try:
        price_booking(booking, match.unit, today=talk.turn.today, language=talk.turn.locale)
    except BookingRefused as refused:
        draft.summary = None
        return talk.reply(str(refused), suggestions=talk.buttons("more", "person"))
    talk.memory.draft = None
    sent = talk.reply(talk.texts.say("book_sent"), matches=[match])
    return replace(sent, booking=booking)


async def _next(talk: Talk, draft: Draft, *, given: bool = False) -> Reply:
    match = await _unit(talk, draft)
    if match is None:
        talk.memory.draft = None
        talk.opening = [talk.texts.say("book_gone")]
        return await offer(talk)
    if obstacle := _obstacle(talk, draft, match):
        return obstacle
    if draft.asked and draft.asked != "journey" and draft.summary is None and is_new_journey(talk):
        talk.opening.append(talk.texts.say("book_noted", wish=journey(talk)))
    question = _question(talk, draft, again=not (talk.changed or talk.opening or given))
    if question is not None or match.quote is None:
        return talk.reply(question or "", matches=[match], suggestions=_quick_answers(talk, draft))
    return summarised(talk, draft, match, match.quote)


async def _unit(talk: Talk, draft: Draft) -> Match | None:
    return next(iter(await talk.units([draft.unit_id])), None)


def _obstacle(talk: Talk, draft: Draft, match: Match) -> Reply | None:
    """Why the request cannot go on as it is."""
    unit, intent, texts = match.unit, talk.turn.intent, talk.texts
    if "guests" in match.misfits and intent.guests:
        talk.memory.draft = None
        values = {"name": unit.name, "party": texts.count("guests", intent.guests)}
        if unit.max_guests is None:
            return talk.ask_team(
                texts.say("unknown_about", name=unit.name, topic=texts.topic("capacity")), f"capacity of {unit.name}"
            )
        text = texts.say("book_too_small", guests=texts.count("guests", unit.max_guests), **values)
        talk.opening = []
        return talk.reply(text, matches=[match], suggestions=talk.buttons("more", "person"))
    if "min_nights" in match.misfits and unit.pricing:
        draft.asked, draft.summary = "journey", None
        nights = texts.count("nights", unit.pricing.min_nights)
        text = texts.say("book_too_short", name=unit.name, nights=nights)
        return talk.reply(text, matches=[match], suggestions=talk.buttons("cancel", "more"))
    if intent.check_in and intent.check_out and match.quote is None:
        draft.asked, draft.summary = "journey", None
        return talk.reply(texts.say("ask_dates"), matches=[match])
    return None


def _question(talk: Talk, draft: Draft, *, again: bool) -> str | None:
    """The next thing to ask for, in order: dates, guests, name, contact. None: nothing is missing.

    Args:
        again: it was asked, and the message was no answer.
    """
    question, _ = missing(talk)
    before, draft.asked = draft.asked, "journey"
    if question:
        return question
    if not draft.name:
        draft.asked = "name"
        return talk.texts.say("book_name_again" if again and before == "name" else "book_name")
    if not (draft.email or draft.phone):
        draft.asked = "contact"
        if before == "contact_again":
            return ""  # the opening has said what is wrong
        key = "book_contact_again" if again and before == "contact" else "book_contact"
        return talk.texts.say(key, name=draft.name)
    return None


def _quick_answers(talk: Talk, draft: Draft) -> list[str]:
    return [*(missing(talk)[1] if draft.asked == "journey" else []), *talk.buttons("cancel")]
