"""A responder that repeats what the guest said: stands for understanding where that is not the subject."""

from bot import Reply, hookimpl
from bot.conversation.turn import Turn


@hookimpl
async def respond(turn: Turn) -> Reply:
    return Reply(f"echo: {turn.text}")
