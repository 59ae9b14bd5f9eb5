"""What people are asked to see: said once, with what the guest has told of themselves, and never asked for twice."""

from __future__ import annotations

from bot.types import Reply
from bot.words import reception
from bot.words.phrases import for_guests
from plugins.concierge import contact, topics
from plugins.concierge.acts import Said
from plugins.concierge.contact import Contact
from plugins.concierge.memory import Caller
from plugins.concierge.own import homes
from plugins.concierge.talk import DETAILS, PERSONAL, Talk

CORE = for_guests("core")
PERSON = "person"
# Labels by weight: the first that is done is answered. What staff are told, and the sentence of [said].
HANDED = {
    "refund_demand": ("the guest demands a refund", "refund"),
    "complaint": ("a complaint", "complaint"),
    "after_booking_cancel": ("the guest wants an existing booking cancelled", "booking_cancel"),
    "after_booking_change": ("the guest wants an existing booking changed", "booking_change"),
    "ask_booking_reference": ("a question about an existing booking", "booking_reference"),
}
OF_BOOKING = frozenset({"after_booking_cancel", "after_booking_change", "ask_booking_reference"})
_AGAIN = {"refund": "refund_again", "complaint": "complaint_again"}
_TIMES = frozenset({"follow_when", "follow_nobody"})
_MAX_HANDED = 12  # remembered
_CLEAR = 0.9  # of an act, from which a clause is about that
_UNSURE = frozenset({"ask_booking_reference", "ask_human", "other_person_trip", "are_you_human"})


def noted(talk: Talk) -> Contact:
    """What the message tells of the guest; it is kept for whatever comes."""
    is_wanted = talk.offered == DETAILS or bool(talk.memory.handed)
    found = contact.read(talk.turn.text, "details" if is_wanted else None, homes(talk.turn))
    keep(talk.memory.caller, found)
    return found


def keep(caller: Caller, found: Contact) -> None:
    """Remember what was told; the last word counts."""
    caller.name = found.name or caller.name
    caller.email = found.email or caller.email
    caller.phone = found.phone or caller.phone
    caller.reference = found.reference or caller.reference


def told(caller: Caller) -> str:
    """All that is known of the guest, as it was written."""
    return " · ".join(filter(None, (caller.name, caller.reference, caller.email, caller.phone)))


def handed(talk: Talk, label: str, found: Contact) -> Reply:
    """A complaint, a refund, a booking that exists: the first time in full, then that it was passed on as well."""
    reason, key = HANDED[label]
    first = label not in talk.memory.handed
    also = talk.acts.does & {"after_booking_cancel"} and label == "refund_demand"
    said = [talk.texts.said("sorry")] if _is_upset(talk) and label in OF_BOOKING else []
    said += [talk.texts.said(key if first else _AGAIN.get(key, "booking_again"))]
    said += [talk.texts.said("cancel_too")] if also else []
    said += [talk.texts.said(key) for key in _keys(talk) if key in _TIMES][:1]
    talk.memory.offered = DETAILS
    _remember(talk, label)
    known = talk.texts.said("follow_kept", details=" · ".join(found.given)) if found.given else ""
    return _reply(talk, [" ".join(said), known, _when(talk, found), _missing(talk, label)], reason)


def _is_upset(talk: Talk) -> bool:
    acts = talk.acts
    return bool(acts.remarks & {"outrage", "upset"} or acts.does & {"abuse", "complaint"})


def _when(talk: Talk, found: Contact) -> str:
    """Says back when the guest would like to be reached, in their own words where these stand alone."""
    timed = [said.clause.text for said in talk.acts.said if "own_time" in said.clause.facts]
    parts = contact.beside(talk.turn.text, found)
    words = next((part for part in parts if contact.has_hour(part) or any(part in text for text in timed)), None)
    if words:
        return talk.texts.said("when_passed", words=words)
    return talk.texts.said("when_known") if timed else ""


def person(talk: Talk, found: Contact) -> Reply:
    """Somebody of the team is wanted."""
    times = talk.memory.handed.count(PERSON)
    if times and found.reaches:
        return details(talk, found)
    if times:
        said = [talk.texts.said("person_still" if times % 2 else "person_again")]
    elif talk.memory.handed:
        said = [talk.texts.said("person_again")]
    else:
        said = reception.handoff(talk.turn.tenant, talk.turn.locale)
    wants_call = "own_call" in talk.acts.facts
    if wants_call and not talk.memory.caller.phone and "contact" not in talk.memory.asked_for:
        talk.memory.asked_for.append("contact")
        talk.memory.offered = DETAILS
        said += [talk.texts.said("follow_call_unknown")]
    said += [_passed(talk, found), _when(talk, found), _reachable(talk)]
    _remember(talk, PERSON)
    return _reply(talk, said, "the guest asks for a person")


def question(talk: Talk, found: Contact | None = None, *, briefly: bool = False) -> Reply:
    """The question that was offered to be passed on.

    Args:
        briefly: something else is answered behind it.
    """
    about = talk.question or talk.question_text()
    key = "erasure_passed" if about.startswith(PERSONAL) else "question_passed"
    found = found or noted(talk)
    said = [talk.texts.said(key), _passed(talk, found), _when(talk, found)]
    if key == "question_passed" and not briefly:
        said += [reception.contact(talk.turn.tenant, talk.turn.locale) or "", _reachable(talk)]
    _remember(talk, "question")
    return talk.reply(said, handoff=_with_caller(talk, f"a question the concierge cannot answer: {about}"))


def details(talk: Talk, found: Contact) -> Reply:
    """Something that the team needs, told by itself."""
    talk.memory.offered = DETAILS
    if not found.given:
        return talk.reply(talk.texts.said("details_noted"))
    _remember(talk, "details")
    is_asked = talk.acts.asks and not any("own_time" in said.clause.facts for said in talk.acts.said)
    known = [part for part in topics.parts(talk, ()) if part.unknown is None] if is_asked else []
    said = [_passed(talk, found), _when(talk, found), *topics.joined(talk, known)]
    return _reply(talk, said, "the guest tells how to be reached or which booking is meant")


def follow_up(talk: Talk, found: Contact) -> Reply | None:
    """What is asked about that which people were asked to see: whether it is noted, whether and when they answer."""
    key = _key(talk)
    is_told = found.given and key not in _TIMES
    if key is None or not talk.memory.handed or (is_told and not _asks_whether_kept(talk, key)):
        return None
    texts, caller = talk.texts, talk.memory.caller
    if key == "follow_call":
        said = [texts.said("follow_call_unknown")]
        if caller.phone:
            said = [texts.said("follow_call", phone=caller.phone), texts.said("follow_call_when")]
    elif key == "follow_kept":
        known = told(caller)
        said = [texts.said("follow_kept", details=known) if known else texts.said("follow_kept_none")]
    else:
        said = [_passed(talk, found), texts.said(key), reception.contact(talk.turn.tenant, talk.turn.locale) or ""]
    talk.memory.offered = DETAILS
    return talk.reply(said, handoff=_with_caller(talk, "more of the guest's details") if found.given else None)


def _asks_whether_kept(talk: Talk, key: str) -> bool:
    """Whether what is told once more is asked about, too: "do you have my number, 612 …?"."""
    return key == "follow_kept" and "?" in talk.turn.text and "own_kept" in talk.acts.facts


def _keys(talk: Talk) -> list[str]:
    """The follow-ups of the message."""
    return [key for key in map(_followed, talk.acts.said) if key]


def _key(talk: Talk) -> str | None:
    """The one that is answered: when somebody comes is what a guest who waits wants to know."""
    keys = _keys(talk)
    return next((key for key in keys if key in _TIMES), keys[0] if keys else None)


def _followed(said: Said) -> str | None:
    """The sentence that answers a clause about what was handed over."""
    facts, act = frozenset(said.clause.facts), said.clause.act
    if "own_nobody" in facts:
        return "follow_nobody"
    if "soon" in said.clause.remarks:
        return "follow_when"
    is_other = act is not None and act.confidence >= _CLEAR and act.label not in _UNSURE
    if is_other or not (said.clause.asks or "?" in said.clause.text):
        return "follow_call" if "own_call" in facts and said.label == "other_person_trip" else None
    if "own_kept" in facts or (facts & {"own_contact", "own_name"} and said.label != "ask_human"):
        return "follow_kept"
    if "own_call" in facts:
        return "follow_call"
    return "follow_when" if "own_reply" in facts else None


def _passed(talk: Talk, found: Contact) -> str:
    return talk.texts.said("details_passed", details=" · ".join(found.given)) if found.given else ""


def _missing(talk: Talk, label: str) -> str:
    """The one question about a booking that is still open; asked once."""
    caller, asked = talk.memory.caller, talk.memory.asked_for
    has_name = bool(caller.name or caller.email)
    if has_name and caller.reference:
        key = "ask_change" if label == "after_booking_change" and not talk.turn.captured else ""
    elif label == "complaint" and not (has_name or caller.reference):
        key = "complaint_details"
    else:
        key = "ask_reference" if has_name else "ask_name" if caller.reference else "ask_booking"
    topic = "change" if key == "ask_change" else "booking"
    if not key or topic in asked:
        return ""
    asked.append(topic)
    return talk.texts.said(key)


def _reachable(talk: Talk) -> str:
    """That an address may be left, where there is none; said once."""
    if talk.memory.caller.email or talk.memory.caller.phone or "contact" in talk.memory.asked_for:
        return ""
    talk.memory.asked_for.append("contact")
    talk.memory.offered = DETAILS
    return talk.texts.said("ask_contact")


def _remember(talk: Talk, label: str) -> None:
    talk.memory.handed = [*talk.memory.handed, label][-_MAX_HANDED:]


def _with_caller(talk: Talk, reason: str) -> str:
    known = told(talk.memory.caller)
    return f"{reason} ({known})" if known else reason


def _reply(talk: Talk, said: list[str], reason: str) -> Reply:
    return talk.reply(said, handoff=_with_caller(talk, f"{reason}: {talk.question_text()}"))
