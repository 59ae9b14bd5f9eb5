"""The echo responder in place of understanding: what is left is the ledger, the hooks and the channel."""

from bot import Reply, hookimpl
from bot.conversation.turn import Turn


@hookimpl
async def respond(turn: Turn) -> Reply:
    return Reply(f"echo: {turn.text}")
