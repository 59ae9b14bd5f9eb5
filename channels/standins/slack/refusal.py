"""How a Web API call is refused, and the type of everything that travels as JSON."""

from __future__ import annotations

from typing import Any

JSON = dict[str, Any]


class Refused(Exception):
    """The answer is `{"ok": false, "error": …}`.

    Args:
        error: Slack's error code, as the method's page lists it.
        messages: the details under `response_metadata.messages`, for arguments and blocks that do not validate.
        fields: whatever else the answer carries.

    Source: https://docs.slack.dev/apis/web-api/#responses (October 2026)
    """

    def __init__(self, error: str, *messages: str, **fields: Any) -> None:
        super().__init__(error, *messages)
        self.error = error
        self.messages = messages
        self.fields = fields

    def answer(self) -> JSON:
        answer: JSON = {"ok": False, "error": self.error, **self.fields}
        if self.messages:
            answer["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in self.messages]}
        return answer
