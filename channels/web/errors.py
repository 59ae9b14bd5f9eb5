"""What goes wrong, as the wire says it: a code, a sentence in the visitor's language, an id for the log."""

from __future__ import annotations

import logging
from uuid import uuid4

from starlette.exceptions import HTTPException

from bot.words.phrases import for_guests

TEXTS = for_guests("web")
RETRY_AFTER_S = 3  # when the database is away

log = logging.getLogger(__name__)


class ApiError(HTTPException):
    """`code` is the wire's; `said` names the sentence (the code's own when None), or `sentence` is given ready."""

    def __init__(
        self,
        status: int,
        code: str,
        *,
        said: str | None = None,
        sentence: str | None = None,
        headers: dict[str, str] | None = None,
        **values: object,
    ) -> None:
        super().__init__(status, headers=headers)
        self.code = code
        self.said = said or code
        self.sentence = sentence
        self.values = values

    def message(self, language: str) -> str:
        return self.sentence or TEXTS.say(self.said, language, **self.values)


def unavailable() -> ApiError:
    return ApiError(503, "unavailable", headers={"Retry-After": str(RETRY_AFTER_S)})


def rate_limited(wait_s: int) -> ApiError:
    return ApiError(429, "rate_limited", headers={"Retry-After": str(wait_s)}, seconds=wait_s)


def new_error_id(code: str, where: str, *, unexpected: bool = False) -> str:
    """An id that the visitor can quote and the log shows. `unexpected` must be called inside `except`."""
    error_id = uuid4().hex[:12]
    fields = {"error_id": error_id, "code": code, "where": where}
    if unexpected:
        log.exception("request failed", extra=fields)
    else:
        log.info("request refused", extra=fields)
    return error_id
