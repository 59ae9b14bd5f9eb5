"""What Slack's refusals mean for whoever called: later, never, and what to do about it.

Source: https://docs.slack.dev/apis/web-api/rate-limits (429 with Retry-After) and each method's list of errors.
"""

from __future__ import annotations

import json
import logging
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.errors import ChannelError, Permanent, Retryable

RETRY_S = 5.0  # after a server's failure
LIMITED_S = 30.0  # a 429 without Retry-After

LATER = {"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
_REFUSED = "the bot token is refused: copy the Bot User OAuth Token (xoxb-…) of the core into SLACK_BOT_TOKEN"
_ADVICE = {
    "channel_not_found": "the channel is unknown to the bot: check its id, and invite the bot if it is private",
    "not_in_channel": "the bot is not in the channel: invite it with /invite",
    "is_archived": "the channel is archived: unarchive it, or name another in the tenant's alerts",
    "invalid_auth": _REFUSED,
    "not_authed": _REFUSED,
    "token_revoked": _REFUSED,
    "token_expired": _REFUSED,
    "account_inactive": _REFUSED,
    "not_allowed_token_type": "the token is of the wrong kind: SLACK_BOT_TOKEN is xoxb-…, SLACK_APP_TOKEN is xapp-…",
    "missing_scope": "the core lacks a scope: install it again with channels/slack/manifest.yaml",
    "restricted_action": "the workspace does not let the core write there: ask its administrator",
    "user_not_found": "the person is not in this workspace any more",
    "cannot_dm_bot": "bots cannot be written to",
    "message_not_found": "the message is gone",
    "cant_update_message": "the message belongs to somebody else",
    "edit_window_closed": "the workspace does not allow messages to be edited any more",
    "msg_too_long": "the message is too long",
    "msg_blocks_too_long": "the message is too long",
    "invalid_blocks": "Slack does not accept the message's blocks",
}

log = logging.getLogger(__name__)


class Refused(Permanent):
    """Slack refused for good. `code` is its error code."""

    def __init__(self, method: str, code: str) -> None:
        super().__init__(f"{method}: {_ADVICE.get(code, 'Slack refused')} ({code})")
        self.code = code


class Limited(Retryable):
    """Too many calls: none before `retry_after_s`."""


def failure(method: str, error: SlackApiError) -> ChannelError:
    """The refusal as an error of ours; it carries no text of any message."""
    response: Any = error.response
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
    code = _code(response)
    if status == 429 or code in ("ratelimited", "rate_limited"):
        return Limited(f"{method}: too many calls", _retry_after(response))
    if status >= 500 or code in LATER or not code:
        return Retryable(f"{method}: Slack cannot answer just now ({code or status})", RETRY_S)
    if code in ("invalid_blocks", "invalid_arguments"):
        log.warning("%s was refused: %s", method, _pointers(response), extra={"code": code})
    return Refused(method, code)


def _code(response: Any) -> str:
    answer = getattr(response, "data", None)
    return str(answer.get("error") or "") if isinstance(answer, dict) else ""


def _retry_after(response: Any) -> float:
    headers = getattr(response, "headers", None) or {}
    value = next((headers[name] for name in headers if name.lower() == "retry-after"), None)
    try:
        return max(float(value), 0.1) if value is not None else LIMITED_S
    except ValueError:
        return LIMITED_S


def _pointers(response: Any) -> str:
    """Which block is wrong, as Slack names it: its messages point at fields and quote none."""
    messages = (response.data.get("response_metadata") or {}).get("messages") or response.data.get("errors") or []
    return json.dumps(messages)[:500]
