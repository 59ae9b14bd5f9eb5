"""What a call costs: estimated before it, counted while it runs."""

from __future__ import annotations

import json

from bot.llm.conversation import Usage
from bot.llm.endpoints import Request

BYTES_PER_TOKEN = 2  # a cautious guess before a call: English has about four, other scripts two or three
TOKENS_PER_LINE = 8


class Spent:
    """What a call has cost so far, as well as it is known. One that is broken off has cost what was reserved for it."""

    def __init__(self, asked: int, reserved: int) -> None:
        self._asked = asked  # tokens of the question, estimated
        self._most = reserved - asked  # that an answer may have
        self.usage: Usage | None = None  # as the provider says
        self.said_bytes = 0
        self._earlier = Usage(0)  # of attempts that failed
        self._is_over = False

    def failed(self, *, billed: bool) -> None:
        """An attempt has failed. One that may be billed and says no figure has cost the most it could."""
        if billed or self.usage:
            self._add(self.usage or Usage(self._asked, self._most))
        self.usage, self.said_bytes, self._is_over = None, 0, True

    def begun(self) -> None:
        self._is_over = False

    def total(self) -> Usage | None:
        """What is to be settled; None: the server did no work for it."""
        if not self._is_over:
            self._add(self.usage or Usage(self._asked, -(-self.said_bytes // BYTES_PER_TOKEN)))
        used = self._earlier
        return used if used.input_tokens or used.output_tokens else None

    def _add(self, usage: Usage) -> None:
        before = self._earlier
        self._earlier = Usage(before.input_tokens + usage.input_tokens, before.output_tokens + usage.output_tokens)


def tokens_of(request: Request) -> int:
    """An estimate that is rather too high, of what is asked."""
    texts = [line.content for line in request.lines] + [c.arguments for line in request.lines for c in line.tool_calls]
    schemas = [json.dumps(function.parameters) + function.description for function in request.functions]
    schemas += [json.dumps(request.format[1])] if request.format else []
    size = sum(len(text.encode()) for text in [*texts, *schemas])
    return -(-size // BYTES_PER_TOKEN) + TOKENS_PER_LINE * (len(request.lines) + len(request.functions) + 1)
