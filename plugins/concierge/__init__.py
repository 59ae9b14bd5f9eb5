"""The local concierge: answers every turn without a model, from units' facts, quotes and the tenant's settings.

A message goes through `acts` (what it does), `references` (which units it means) and `dialogue` (what to answer);
`offers`, `facts`, `house` and `booking` say it with the sentences of `texts`. It is asked last, so that any other
responder may answer first.
"""

from __future__ import annotations

from dataclasses import replace

from bot import Reply, hookimpl
from bot.conversation.turn import Turn
from plugins.concierge import acts, memory, own
from plugins.concierge.dialogue import answer
from plugins.concierge.pressed import pressed
from plugins.concierge.talk import Talk
from plugins.concierge.texts import Texts


@hookimpl(trylast=True)
async def respond(turn: Turn) -> Reply:
    remembered = memory.read(turn.session.state, turn.shown)
    sent = None if turn.action else pressed(turn.text)
    details = own.take_out(turn, own.told(turn, remembered)) if sent is None else frozenset[int]()
    wishes = turn.intent.preferences + turn.intent.exclusions
    does = acts.read(turn.reading, turn.text, *(sent or ()), wishes=wishes, without=details)
    talk = Talk(turn, remembered, does, Texts.of(turn.locale), remembered.offered, remembered.question)
    remembered.offered = remembered.question = None
    talk.opening = _opening(talk)
    reply = await answer(talk)
    if reply.cards:
        remembered.cards = [card.unit_id for card in reply.cards]
        remembered.saw(remembered.cards)
    state = memory.write(remembered, turn.session.state)
    return replace(reply, state=state, knowledge=tuple(talk.quoted), gaps=tuple(talk.gaps))


def _opening(talk: Talk) -> list[str]:
    """A greeting returned before an answer."""
    first = next((said.label for said in talk.acts.said), None)
    if first != "greet" or talk.memory.greeted or talk.memory.draft or talk.acts.only("greet") or talk.memory.handed:
        return []
    talk.memory.greeted = True
    return [talk.texts.hello(talk.acts.said[0].clause.text)]
