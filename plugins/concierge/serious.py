"""What people must see: wishes for a person, complaints, refunds, bookings that exist, personal data. No homes here."""

from __future__ import annotations

from bot.types import Reply
from bot.words import reception
from bot.words.phrases import for_guests
from plugins.concierge import contact, courtesy
from plugins.concierge.talk import DETAILS, TEAM, Talk

CORE = for_guests("core")
COMMANDS = for_guests("commands")
# Labels by weight: the first that is done is answered. What staff are told, and the sentence of [said].
_HANDED = {
    "refund_demand": ("the guest demands a refund", "refund"),
    "complaint": ("a complaint", "complaint"),
    "after_booking_cancel": ("the guest wants an existing booking cancelled", "booking_cancel"),
    "after_booking_change": ("the guest wants an existing booking changed", "booking_change"),
    "ask_booking_reference": ("a question about an existing booking", "booking_reference"),
}
_OF_BOOKING = frozenset({"after_booking_cancel", "after_booking_change", "ask_booking_reference"})
# What a name or a reference may be taken for.
_TELLING = _OF_BOOKING | {"unclear", "other", "off_topic", "other_person_trip", "past_stay_talk", "greet", "yes"}
PLAIN = 0.8  # of an act
PRIVACY = "/privacy"  # typed or pressed, every channel knows it


def answer(talk: Talk) -> Reply | None:
    """None: the message is about none of it."""
    acts = talk.acts
    if "ask_human" in acts or (acts.may_do("ask_human") and contact.read(talk.turn.text, None).phone):
        about = talk.question if talk.offered == TEAM else talk.question_text()
        return courtesy.handoff(talk, f"the guest asks for a person: {about}")
    if "privacy_delete" in acts:
        return _erasure(talk)
    if "privacy_ask" in acts:
        return _privacy(talk)
    if talk.offered == DETAILS and _gives_details(talk):
        talk.memory.offered = DETAILS
        return talk.reply(talk.texts.said("details_noted"))
    label = next((label for label in _HANDED if label in acts), None)
    if label is None or (label in _OF_BOOKING and _is_of_request(talk)):
        return None
    if "policy_cancellation" in acts and label in _OF_BOOKING:
        label = "after_booking_cancel"
    return _handed(talk, label)


def _handed(talk: Talk, label: str) -> Reply:
    reason, key = _HANDED[label]
    if label in _OF_BOOKING and talk.turn.session.converted:
        said = CORE.say("converted", talk.turn.language)  # the request of this conversation: the team has it
    else:
        said, talk.memory.offered = talk.texts.said(key), DETAILS
    return talk.reply(said, handoff=f"{reason}: {talk.question_text()}")


def _is_of_request(talk: Talk) -> bool:
    """Whether what sounds like a booking that exists is the request at hand."""
    if talk.memory.draft or talk.turn.captured:
        return True
    acts = (act for said in talk.acts.said for act in said.clause.acts)
    is_plain = any(act.label in _OF_BOOKING and act.confidence >= PLAIN for act in acts)  # "I booked last week"
    return "own_book" in talk.acts.facts and not is_plain


def _gives_details(talk: Talk) -> bool:
    """A name, an address or a reference: what the team was asked to be told."""
    acts = talk.acts
    if acts.asks or talk.turn.captured or not acts.does <= _TELLING or "own_drop" in acts.facts:
        return False
    given = contact.read(talk.turn.text, "name")
    has_number = any(char.isdigit() for char in talk.turn.text)
    return bool(given.name or given.email or given.phone or has_number)


def _privacy(talk: Talk) -> Reply:
    """What is kept, how long, who sees it: as the command says it."""
    kept = [COMMANDS.say("privacy", talk.turn.language), reception.contact(talk.turn.tenant, talk.turn.language) or ""]
    return talk.reply(kept, suggestions=[PRIVACY, *talk.buttons("person")])


def _erasure(talk: Talk) -> Reply:
    """What cannot be undone is asked again, and done by people or by the channel's own button."""
    talk.memory.offered, talk.memory.question = TEAM, f"personal data: {talk.question_text()}"
    return talk.reply(
        talk.texts.said("privacy"), suggestions=[*talk.buttons("ask_team"), PRIVACY, *talk.buttons("no_thanks")]
    )
