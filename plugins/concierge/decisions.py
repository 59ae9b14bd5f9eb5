"""What a message decides about the request at hand: whether it is given up, sent, changed, kept or left for others."""

from __future__ import annotations

from plugins.concierge.acts import TAKES_BACK, Acts, Said
from plugins.concierge.pressed import CANCEL, CHANGE
from plugins.concierge.talk import Talk

SURE_OF_OTHER = 0.85  # from which an act outweighs how a message sounds otherwise
# What a clause that gives the request up may sound like.
_DROPPING = frozenset(
    {None, "no", "retract_wish", "bye", "unclear", "other", "policy_cancellation", "off_topic", "other_person_trip"}
)
# Looking for another place ends the request.
_AWAY = frozenset({"other_options", "cheaper", "bigger"})
_CHANGING = frozenset({CHANGE, "change_trip", "after_booking_change", "no"})
# What is asked about the request itself, which its summary tells.
_OWN = frozenset({"own_name", "own_contact", "own_dates", "own_guests", "own_kept"})
# Facts that a clause names → what of the request is to be changed.
_PARTS = {"own_name": "name", "own_contact": "contact", "own_dates": "dates", "own_guests": "guests"}
_STOPS = frozenset({"own_drop", "own_unsent", "own_keep"})  # with any of these nothing is sent


def is_taken_back(talk: Talk) -> bool:
    """Whether the request is taken back: nothing was sent yet, so that it needs no second question."""
    acts = talk.acts
    is_dropped = "no" in acts and "own_drop" in acts.facts and "?" not in talk.turn.text
    return CANCEL in acts or is_dropped or (TAKES_BACK in acts and not (acts.agrees or talk.turn.captured))


def drops(talk: Talk) -> bool:
    """Whether the request is taken back in words that may mean something else."""
    acts = talk.acts
    if is_kept(acts):
        return False
    if "after_booking_cancel" in acts or any(map(is_dropping, acts.said)):
        return True
    return bool(acts.does & {"policy_cancellation", "retract_wish"}) and not (acts.asks or talk.turn.captured)


def is_dropping(said: Said) -> bool:
    """Whether many words give the request up: "non attends, finalement on annule, je dois voir avec les gars"."""
    clause = said.clause
    is_told = not clause.asks and "?" not in clause.text and not clause.states
    is_weak = clause.act is None or clause.act.confidence < SURE_OF_OTHER
    return (
        "own_drop" in clause.facts
        and not {"own_send", "own_book"} & set(clause.facts)
        and is_told
        and (said.label in _DROPPING or is_weak)  # "leave it for now, I must ask my wife" may be a booking
    )


def is_kept(acts: Acts) -> bool:
    """ "No, don't cancel it"."""
    return "own_keep" in acts.facts and "own_drop" not in acts.facts


def leaves(talk: Talk) -> bool:
    """Whether other homes are looked for: "I'd like to change, we stay until the 13th" is about this one."""
    acts = talk.acts
    looking = [said for said in acts.said if said.label in _AWAY]
    if not looking or acts.agrees or acts.button:
        return False
    if not talk.news and "own_change" not in acts.facts:
        return True
    return any(said.clause.states or said.clause.asks for said in looking)


def changed_parts(talk: Talk) -> list[str]:
    """Parts of the request that are to be changed, as far as they are named."""
    facts = _told(talk.acts)
    return [part for fact, part in _PARTS.items() if fact in facts]


def changes(talk: Talk) -> bool:
    """Whether something of what was summarised is wrong, whatever it is."""
    acts = talk.acts
    if is_kept(acts):
        return False
    return bool(acts.does & _CHANGING) or (wants_change(talk) and not acts.agrees)


def wants_change(talk: Talk) -> bool:
    """Whether that is said in so many words, or the request is not to be sent."""
    return bool(_told(talk.acts) & {"own_change", "own_unsent"}) or bool(changed_parts(talk))


def sends(talk: Talk) -> bool:
    """Whether the message surely wants the request sent. What was sent cannot be taken back: in doubt it is not."""
    acts = talk.acts
    if acts.facts & _STOPS:
        return False
    booked = [said for said in acts.said if said.label == "book"]
    is_sure = all(said.clause.facts or _confidence(said) >= SURE_OF_OTHER for said in booked)
    return is_sure and (acts.agrees or (bool(booked) and not acts.asks) or is_sent(talk))


def is_sent(talk: Talk) -> bool:
    """Whether the message says so in words for it; what it asks beside that is in the summary."""
    clauses = [said.clause for said in talk.acts.said]
    is_said = any("own_send" in clause.facts and not clause.asks and "?" not in clause.text for clause in clauses)
    features = {item.feature for clause in clauses for item in clause.features}
    told = all(set(clause.facts) & _OWN or clause.features for clause in clauses if clause.asks)
    return is_said and told and features <= set(talk.turn.intent.preferences)


def _told(acts: Acts) -> set[str]:
    """Facts named without a question."""
    return {fact for said in acts.said if "?" not in said.clause.text for fact in said.clause.facts}


def _confidence(said: Said) -> float:
    return said.clause.act.confidence if said.clause.act else 0.0
