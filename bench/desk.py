"""The echo responder that also calls for a person: what is left is the ledger and the channels."""

from bot import Reply, hookimpl
from bot.conversation.turn import Turn


@hookimpl
async def respond(turn: Turn) -> Reply:
    handoff = "asked for a person" if "person" in turn.text else None
    return Reply(f"echo: {turn.text}", handoff=handoff)
