"""The Bot API's failures: an HTTP status, a description, and `parameters` that a client can act upon.

Source: https://core.telegram.org/bots/api#making-requests and https://core.telegram.org/bots/api#responseparameters
"""

from __future__ import annotations

from typing import Any

PREFIXES = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}


class ApiError(Exception):
    """An unsuccessful request."""

    def __init__(self, status: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def to_json(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def failure(status: int, reason: str) -> ApiError:
    """The description as the server writes it: after a prefix, the first letter small unless an acronym begins."""
    acronym = len(reason) > 1 and (reason[1] == "_" or reason[1].isupper())
    return ApiError(status, f"{PREFIXES[status]}: {reason if acronym else reason[:1].lower() + reason[1:]}")


def bad_request(reason: str) -> ApiError:
    return failure(400, reason)


def forbidden(reason: str) -> ApiError:
    return failure(403, reason)


def too_many_requests(retry_after_s: int) -> ApiError:
    """Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this"""
    return ApiError(429, f"Too Many Requests: retry after {retry_after_s}", {"retry_after": retry_after_s})


def migrated(chat_id: int) -> ApiError:
    return ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": chat_id})
