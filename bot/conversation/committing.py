"""What a turn writes into the ledger, worked out of its composition: values only."""

from __future__ import annotations

from datetime import UTC
from uuid import uuid4

from bot.conversation.composing import Composition
from bot.conversation.turn import Turn
from bot.ledger.values import Claim, TurnCommit
from bot.offers import wire
from bot.offers.content import content_of, source
from bot.types import JSON, Gap, HistoryItem, Reply


def turn_commit(claim: Claim, turn: Turn, composition: Composition, *, outbox: bool) -> TurnCommit:
    """Everything that the turn writes; `outbox`: the reply is to be sent."""
    reply = composition.reply
    return TurnCommit(
        claim=claim,
        answered_seq=turn.messages[-1].seq,
        message_id=uuid4(),
        text=reply.text,
        content=content_of(reply, turn.tenant, turn.intent, turn.captured, turn.locale),
        reply_to=tuple(message.id for message in turn.messages),
        outbox=outbox,
        history=[wire.history_json(item) for item in history_items(turn, reply)],
        intent=_changed_intent(turn, claim),
        language=turn.language,
        state=reply.state,
        events=_events(turn, reply),
        reservation=composition.reservation,
    )


def _changed_intent(turn: Turn, claim: Claim) -> JSON | None:
    """As the session keeps it; None: what it has."""
    known, before = turn.known, claim.session.intent
    return None if (known, known.sources) == (before, before.sources) else wire.stored_intent_json(known)


def history_items(turn: Turn, reply: Reply) -> list[HistoryItem]:
    """What the turn adds to the session's history."""
    items = [HistoryItem("user", m.text, m.created_at.isoformat()) for m in turn.messages]
    sources = tuple(source(match) for match in reply.sources)
    return [*items, HistoryItem("assistant", reply.text, turn.now.astimezone(UTC).isoformat(), sources)]


def _events(turn: Turn, reply: Reply) -> list[JSON]:
    """The funnel facts of a turn."""
    events: list[JSON] = []
    if turn.intent.has_frame and not turn.session.intent.has_frame:
        events.append({"kind": "intent_complete", "details": {"guests": turn.intent.guests}})
    if turn.intent.is_lead and not turn.session.intent.is_lead:
        events.append({"kind": "lead", "details": {"unit_id": str(turn.intent.unit_id)}})
    if any(card.quote for card in reply.cards):
        events.append({"kind": "offer", "details": {"units": [str(card.unit_id) for card in reply.cards]}})
    if reply.handoff:
        events.append({"kind": "handoff", "details": {"reason": reply.handoff}})
    events += ({"kind": "gap", "details": _gap(gap)} for gap in reply.gaps)
    events += ({"kind": "topic", "details": {"topic": topic}} for topic in turn.reading.topics)
    return events


def _gap(gap: Gap) -> JSON:
    """lobby.note_gap keeps the words with the session, and the rest as an event."""
    value = {"topic": gap.topic, "language": gap.language, "question": gap.question}
    return value | ({"unit_id": str(gap.unit_id)} if gap.unit_id else {})
