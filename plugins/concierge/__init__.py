"""The local concierge: answers every turn without a model, from units' facts, quotes and the tenant's settings.

A message goes through `acts` (what it does), `references` (which units it means) and `dialogue` (what to answer);
`offers`, `facts` and `booking` say it with the sentences of `texts`. It is asked last, so that any other responder may
answer first.
"""

from __future__ import annotations

from dataclasses import replace

from bot import Reply, hookimpl
from bot.turn import Turn
from plugins.concierge import acts, memory
from plugins.concierge.dialogue import answer
from plugins.concierge.talk import Talk
from plugins.concierge.texts import Texts, others


@hookimpl(trylast=True)
async def respond(turn: Turn) -> Reply:
    remembered = memory.read(turn.session.state)
    talk = Talk(
        turn, remembered, acts.read(turn.text), Texts.of(turn.language), remembered.offered, remembered.question
    )
    remembered.offered = remembered.question = None
    talk.opening = _opening(talk)
    reply = await answer(talk)
    return replace(reply, state=memory.write(remembered, turn.session.state))


def _opening(talk: Talk) -> list[str]:
    """A greeting returned before an answer, and, once, that answers come in English."""
    opening = []
    if "greet" in talk.acts and not talk.memory.greeted:
        opening.append(others.HELLO.get(talk.turn.language) or talk.texts.say("hello"))
        talk.memory.greeted = not talk.acts.is_short or bool(talk.turn.captured)
    notice = others.NOTICE.get(talk.turn.language)
    if notice and not talk.memory.noticed:
        talk.memory.noticed = True
        opening.append(notice)
    return opening
