"""Which turns are worth asking a model: most small answers say nothing that the rules do not read."""

from __future__ import annotations

import re

from bot.conversation.turn import Turn

MAX_TEXT_CHARS = 2000  # what a guest writes beyond this is not read
# Acts of turns that state nothing. The rules have read them already.
_COURTESIES = ("greet", "thank", "leave", "agree", "decline")
_WORD = re.compile(r"[^\W\d_]")


def text_to_read(turn: Turn) -> str:
    """The guest's own words of the turn; empty when they are none for a model: a pressed button, a command, a form
    that is being filled in, a bare yes, thanks or number."""
    if turn.action or turn.form:
        return ""
    texts = (message.text.strip() for message in turn.messages if not message.action)
    text = "\n".join(text for text in texts if text and not text.startswith("/"))[:MAX_TEXT_CHARS]
    is_courtesy = turn.reading.is_only(*_COURTESIES) and not turn.captured
    return text if _WORD.search(text) and not is_courtesy else ""
