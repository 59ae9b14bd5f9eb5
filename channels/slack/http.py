"""HTTP mode: POST /slack/events of the website. Nothing is looked at before its signature.

Source: https://docs.slack.dev/authentication/verifying-requests-from-slack (five minutes, over the raw body).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_sdk.signature import SignatureVerifier
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

if TYPE_CHECKING:
    from channels.slack.channel import SlackChannel

PATH = "/slack/events"


def add_route(web: FastAPI, channel: SlackChannel) -> None:
    verifier = SignatureVerifier(channel.signing_secret)

    async def slack_events(request: Request) -> Response:
        body = await request.body()
        headers = request.headers
        timestamp, signature = headers.get("x-slack-request-timestamp"), headers.get("x-slack-signature")
        if not timestamp or not timestamp.isdecimal() or not signature:
            return PlainTextResponse("unsigned", 401)
        if not verifier.is_valid(body, timestamp, signature):
            return PlainTextResponse("wrong signature", 401)
        if channel.bolt is None:
            return PlainTextResponse("starting", 503)
        return await AsyncSlackRequestHandler(channel.bolt).handle(request)

    web.add_api_route(PATH, slack_events, methods=["POST"], include_in_schema=False)
