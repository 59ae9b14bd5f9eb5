"""What people must see: wishes for a person, complaints, refunds, bookings that exist, personal data. No homes here."""

from __future__ import annotations

from bot.types import Reply
from bot.words.phrases import for_guests
from plugins.concierge import handover, topics
from plugins.concierge.acts import NO_BOOKING, TAKES_BACK
from plugins.concierge.contact import Contact
from plugins.concierge.handover import HANDED, OF_BOOKING
from plugins.concierge.talk import DETAILS, PERSONAL, TEAM, TEAM_BUTTON, Talk

CORE, COMMANDS = for_guests("core"), for_guests("commands")
# What a name or a reference may be taken for.
_TELLING = OF_BOOKING | {"unclear", "other", "off_topic", "other_person_trip", "past_stay_talk", "greet", "yes"}
_ABOUT_BOOKING = frozenset(HANDED)
PLAIN = 0.8  # of an act


def answer(talk: Talk) -> Reply | None:
    """None: the message is about none of it."""
    found = handover.noted(talk)
    if NO_BOOKING in talk.acts and (reply := _taken_back(talk)):
        return reply
    acts = talk.acts
    asks_whether_kept = "own_kept" in acts.facts and not _sure_of(talk, "privacy_ask")
    is_sure = bool(acts.does & (HANDED.keys() - {"ask_booking_reference"})) or (
        _asks_of_privacy(talk) and not asks_whether_kept
    )
    if not (talk.memory.draft or is_sure) and (reply := handover.follow_up(talk, found)):
        return reply
    if _wants_person(talk, found):
        is_question = talk.offered == TEAM and "own_call" not in talk.acts.facts and not _refuses(talk)
        return handover.question(talk, found) if is_question else handover.person(talk, found)
    if label := _label(talk):
        return _handed(talk, label, found)
    if _gives_details(talk, found):
        is_agreed = talk.offered in (TEAM, TEAM_BUTTON) and bool(talk.question) and not _refuses(talk)
        return handover.question(talk, found) if is_agreed else handover.details(talk, found)
    if "privacy_delete" in acts and not {"keep", "ads"} & acts.remarks:
        if "outrage" not in acts.remarks_on("privacy_delete"):
            return _erasure(talk)
    return _privacy(talk) if _asks_of_privacy(talk) else None


def _asks_of_privacy(talk: Talk) -> bool:
    """Whether it is about what happens with what the guest has told: "y qué hacéis con mi teléfono?"."""
    acts = talk.acts
    if "privacy_ask" in acts or acts.remarks & {"keep", "ads"}:
        return True
    return acts.may_do("privacy_ask") and "own_contact" in acts.facts and "own_kept" not in acts.facts


def _wants_person(talk: Talk, found: Contact) -> bool:
    acts = talk.acts
    if acts.may_do("ask_human") and found.phone and not _books(talk):
        return True
    if _sure_of(talk, "book") and not _sure_of(talk, "ask_human"):
        return False  # "I want to book, not to talk to somebody"
    if talk.offered == TEAM and "ask_human" in acts and "own_ask" in acts.facts:
        return True  # "yes please ask the team", which is nobody at home
    return "ask_human" in acts and "later" not in acts.remarks_on("ask_human")  # "my husband says I should call"


def _refuses(talk: Talk) -> bool:
    """Whether what was offered is not wanted: "no, never mind; call me"."""
    return "no" in talk.acts or TAKES_BACK in talk.acts


def _sure_of(talk: Talk, label: str) -> bool:
    clauses = (said.clause for said in talk.acts.said if said.label == label)
    return any(clause.act and clause.act.confidence >= PLAIN for clause in clauses)


def _label(talk: Talk) -> str | None:
    """What of the serious matters it is."""
    acts = talk.acts
    label = next((label for label in HANDED if label in acts), None)
    if label == "after_booking_change" and "ask_booking_reference" in acts:  # "I have a booking, and no confirmation"
        label = next(said.label for said in reversed(talk.acts.said) if said.label in OF_BOOKING)
    is_upset = bool(acts.remarks & {"outrage", "upset"}) or "abuse" in acts
    if is_upset and (label is None or not _sure_of(talk, label)) and talk.memory.caller.reference:
        return "complaint"
    if label in OF_BOOKING and _is_of_request(talk):
        return None
    if "policy_cancellation" in acts and label in OF_BOOKING:
        return "after_booking_cancel"
    if label is None and TAKES_BACK in acts and not talk.memory.draft and _speaks_of_booking(talk):
        return "after_booking_cancel"
    if label is None and "change_trip" in acts and _speaks_of_booking(talk) and "own_dates" in acts.facts:
        return "after_booking_change"
    return label


def _handed(talk: Talk, label: str, found: Contact) -> Reply:
    if label in OF_BOOKING and talk.turn.session.converted:  # the request of this conversation: the team has it
        said = CORE.say("converted", talk.turn.locale)
        return talk.reply(said, handoff=f"{HANDED[label][0]}: {talk.question_text()}")
    return handover.handed(talk, label, found)


def _taken_back(talk: Talk) -> Reply | None:
    """There is no booking: what was taken for one is taken back, and what is asked is answered."""
    if _speaks_of_booking(talk):
        talk.opening.append(talk.texts.said("misread"))
        talk.memory.handed = [label for label in talk.memory.handed if label not in _ABOUT_BOOKING]
    if topics.is_asked(talk.acts) or talk.turn.captured or talk.acts.does - {NO_BOOKING, "no", "unclear"}:
        return None
    return talk.reply(talk.texts.said("misread_ask"), suggestions=talk.buttons("person"))


def _speaks_of_booking(talk: Talk) -> bool:
    return any(label in _ABOUT_BOOKING for label in talk.memory.handed)


def _is_of_request(talk: Talk) -> bool:
    """Whether what sounds like a booking that exists is the request at hand."""
    if _speaks_of_booking(talk):
        return False
    if talk.memory.draft:
        return True
    acts = (act for said in talk.acts.said for act in said.clause.acts)
    is_plain = any(act.label in OF_BOOKING and act.confidence >= PLAIN for act in acts)  # "I booked last week"
    if talk.turn.captured:
        return bool(talk.memory.listed) or not is_plain
    return "own_book" in talk.acts.facts and not is_plain


def _gives_details(talk: Talk, found: Contact) -> bool:
    """A name, an address or a reference: what the team was asked to be told."""
    acts, memory = talk.acts, talk.memory
    if memory.draft or talk.turn.pressed or acts.button:
        return False
    if found.reaches or found.reference:
        is_for_team = bool(memory.handed or talk.offered in (DETAILS, TEAM, TEAM_BUTTON))
        return is_for_team and not (_books(talk) and found.reference is None)  # "reserva LB-7799" is one that exists
    if found.name and _speaks_of_booking(talk) and not acts.asks:
        return True
    if talk.offered != DETAILS or acts.asks or talk.turn.captured or not acts.does <= _TELLING:
        return False
    is_mumbled = all(said.clause.act and said.clause.act.label == "unclear" for said in acts.said)
    if is_mumbled and not found.given and acts.words > 1:
        return False
    return "own_drop" not in acts.facts and bool(found.name or any(char.isdigit() for char in talk.turn.text))


def _books(talk: Talk) -> bool:
    """Whether the guest wants a home: an address is then for the request."""
    return "book" in talk.acts or "own_book" in talk.acts.facts


def _privacy(talk: Talk) -> Reply:
    """What is kept, for how long and who sees it; before it, who is asked: "is this a robot, and …?"."""
    texts = talk.texts
    said = [texts.say("identity", tenant=talk.turn.tenant.name)] if "are_you_human" in talk.acts else []
    said += [texts.said("kept")] if "keep" in talk.acts.remarks else []
    what, long, who, *_ = COMMANDS.say("privacy", texts.locale).split("\n\n")
    if "ads" not in talk.acts.remarks:
        return talk.reply([*said, what, long, who], suggestions=talk.buttons("privacy", "person"))
    known = "privacy_ask" in talk.acts or talk.acts.asks
    talk.memory.offered, talk.memory.question = TEAM, f"the guest wants no advertising: {talk.question_text()}"
    said += [what, long, who] if known else []
    return talk.reply([*said, texts.said("no_ads")], suggestions=talk.buttons("ask_team", "no_thanks"))


def _erasure(talk: Talk) -> Reply:
    """What cannot be undone is asked again, and done by people or by the channel's own button."""
    talk.memory.offered, talk.memory.question = TEAM, f"{PERSONAL}: {talk.question_text()}"
    return talk.reply(talk.texts.said("privacy"), suggestions=talk.buttons("ask_team", "privacy", "no_thanks"))
