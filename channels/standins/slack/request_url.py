"""HTTP mode: events, interactions and commands as signed requests to the app's request URL.

Source: https://docs.slack.dev/authentication/verifying-requests-from-slack and
https://docs.slack.dev/apis/events-api/#retries (October 2026)
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from channels.standins.slack.courier import ACKNOWLEDGE_S, Attempt, Delivery, now
from channels.standins.slack.refusal import JSON

REASONS = {"timeout": "http_timeout"}  # what the other mode calls it


def signature(secret: str, timestamp: str, body: str) -> str:
    """`X-Slack-Signature` of a request."""
    signed = f"v0:{timestamp}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


class RequestUrl:
    """The road over HTTP. Set `skew_s` to sign with a time that is so far off."""

    def __init__(self, url: str, signing_secret: str, token: str, acknowledge_s: float = ACKNOWLEDGE_S) -> None:
        self.url, self.signing_secret = url, signing_secret
        self.skew_s = 0
        self.statuses: list[int] = []  # what the app answered, in order
        self._token, self._acknowledge_s = token, acknowledge_s

    async def verify(self) -> bool:
        """Source: https://docs.slack.dev/reference/events/url_verification"""
        challenge = secrets.token_hex(24)
        body = {"token": self._token, "challenge": challenge, "type": "url_verification"}
        status, answer, _ = await self._post(json.dumps(body), "application/json", {})
        said = answer.get("challenge") if isinstance(answer, dict) else answer
        return status == 200 and said == challenge

    async def attempt(self, delivery: Delivery, number: int, reason: str) -> Attempt:
        body, kind = _body(delivery)
        headers = {}
        if number:
            headers = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": REASONS.get(reason, reason)}
        try:
            async with asyncio.timeout(self._acknowledge_s):
                status, answer, final = await self._post(body, kind, headers)
        except TimeoutError:
            return now("http_timeout")
        except aiohttp.ClientError:
            return now("connection_failed")
        if not 200 <= status < 300:
            return now("http_error", no_retry=final)
        return now(answer=answer)

    async def _post(self, body: str, kind: str, headers: JSON) -> tuple[int, Any, bool]:
        """Status, answer (parsed, text, or None), and whether the app wants no retries. Raises ClientError."""
        timestamp = str(int(time.time()) + self.skew_s)
        headers = {
            "Content-Type": kind,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self.signing_secret, timestamp, body),
            **headers,
        }
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.url, data=body.encode(), headers=headers, allow_redirects=False) as response,
        ):
            self.statuses.append(response.status)
            text = await response.text()
            if text and response.content_type == "application/json":
                return response.status, json.loads(text), "x-slack-no-retry" in response.headers
            return response.status, text or None, "x-slack-no-retry" in response.headers


def _body(delivery: Delivery) -> tuple[str, str]:
    match delivery.kind:
        case "events_api":
            return json.dumps(delivery.payload), "application/json"
        case "interactive":
            return urlencode({"payload": json.dumps(delivery.payload)}), "application/x-www-form-urlencoded"
        case _:
            return urlencode(delivery.payload), "application/x-www-form-urlencoded"
