"""What a provider's errors mean to us: try again, or tell the operator what to correct.

Source: https://platform.openai.com/docs/guides/error-codes (2026-11)
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import openai

from bot.errors import ModelError, ModelMisconfigured, ModelUnavailable, RequestRefused

MIN_SERVER_ERROR = 500
_TRANSIENT = frozenset({408, 409, 429})


@dataclass(frozen=True, slots=True)
class Fault:
    """A failed call. `kind` is short and stable, for the log; `billed`: the provider may have worked for it."""

    kind: str
    error: ModelError
    transient: bool
    retry_after_s: float | None = None
    billed: bool = False


def fault(error: Exception, model: str) -> Fault:
    """The meaning of an exception that the client raised, or of a time-out of ours."""
    if isinstance(error, ModelError):
        return Fault("not_whole", error, transient=True, billed=True)
    if isinstance(error, TimeoutError | openai.APITimeoutError):
        return Fault("timeout", ModelUnavailable("the model's server is too slow"), transient=True, billed=True)
    if isinstance(error, openai.APIStatusError):
        return _status(error, model)
    if isinstance(error, openai.APIConnectionError):
        sentence = "the model's server cannot be reached; check [openai] base_url and the network"
        return Fault("unreachable", ModelUnavailable(sentence), transient=True)
    return Fault("broken", ModelUnavailable("the model's server sent what cannot be read"), transient=True, billed=True)


def _status(error: openai.APIStatusError, model: str) -> Fault:
    status = error.status_code
    if status in (401, 403):
        return _misconfigured("key", f"the model's server refuses the key ({status}); check OPENAI_API_KEY")
    if status == 404:
        sentence = f"the model's server does not know {model}; correct the model's name or base_url under [openai]"
        return _misconfigured("model", sentence)
    if error.code == "insufficient_quota":
        return _misconfigured("quota", "the model's provider says that the quota is used up; see your plan and billing")
    if status in _TRANSIENT or status >= MIN_SERVER_ERROR:
        unavailable = ModelUnavailable(f"the model's server answers {status}")
        unavailable.retry_after_s = _retry_after_s(error)
        kind = "rate_limited" if status == 429 else "server_error"
        return Fault(kind, unavailable, transient=True, retry_after_s=unavailable.retry_after_s)
    named = ", ".join(filter(None, (error.code, error.param)))  # never the message: it may quote what was asked
    refused = RequestRefused(f"the model's server refuses the request ({status}{named and f': {named}'})")
    return Fault("request", refused, transient=False)


def _misconfigured(kind: str, sentence: str) -> Fault:
    return Fault(kind, ModelMisconfigured(sentence), transient=False)


def _retry_after_s(error: openai.APIStatusError) -> float | None:
    """Source: RFC 9110 §10.2.3, in seconds; a date is not used by these servers."""
    try:
        seconds = float(error.response.headers["retry-after"])
    except (KeyError, ValueError):
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None
