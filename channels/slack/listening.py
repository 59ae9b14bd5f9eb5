"""What Slack tells and asks, through slack-bolt: acknowledged only after it is stored, and within three seconds.

Source: https://docs.slack.dev/apis/events-api (acknowledge within three seconds; what is not is sent again).
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Coroutine, Mapping
from typing import Any, Protocol

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from bot.errors import BotError
from bot.tasks import Tasks
from bot.types import JSON
from channels.slack.api import LIBRARY_LOG, Api
from channels.slack.commands import COMMAND
from channels.slack.modals import REPLY_VIEW

ACKNOWLEDGE_S = 2.7  # Slack waits for three seconds
RETRY_HEADER = "x-slack-retry-num"

log = logging.getLogger(__name__)

_running = Tasks()


class Receiver(Protocol):
    """Takes what came. Returns once it is stored; raises when it is not."""

    async def event(self, event: JSON, *, retried: bool) -> None: ...

    async def action(self, body: JSON, action: JSON) -> None: ...

    async def view(self, body: JSON) -> dict[str, str]:
        """Errors by block; none: the modal closes."""

    async def command(self, body: JSON) -> JSON:
        """The message that whoever asked is shown."""


def bolt_app(api: Api, receiver: Receiver, identity: Mapping[str, Any]) -> AsyncApp:
    """slack-bolt's application. `identity` is what auth.test said: whose events are our own.

    Signatures are checked before it, on the raw body (channels.slack.http).
    """

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=identity["user_id"],
            bot_id=identity.get("bot_id"),
            bot_token=api.client.token,
        )

    app = AsyncApp(
        logger=LIBRARY_LOG, client=api.client, authorize=authorize, signing_secret="", process_before_response=True,
        request_verification_enabled=False, ssl_check_enabled=False, attaching_function_token_enabled=False,
    )  # fmt: skip

    async def heard(event: JSON, request: Any) -> BoltResponse | None:
        return await _store(receiver.event(event, retried=RETRY_HEADER in request.headers))

    async def pressed(ack: AsyncAck, body: JSON, action: JSON) -> BoltResponse:
        return await _store(receiver.action(body, action)) or await ack()

    async def submitted(ack: AsyncAck, body: JSON) -> BoltResponse:
        errors: dict[str, str] = {}

        async def take() -> None:
            errors.update(await receiver.view(body))

        if failed := await _store(take()):
            return failed
        return await ack(response_action="errors", errors=errors) if errors else await ack()

    async def asked(ack: AsyncAck, body: JSON) -> BoltResponse:
        answer: JSON = {}

        async def take() -> None:
            answer.update(await receiver.command(body))

        return await _store(take()) or await ack(**answer)

    app.event(re.compile("message|app_mention"))(heard)
    app.event(re.compile(".*"))(_ignored)  # what the app is subscribed to beyond the manifest
    app.action(re.compile(".*"))(pressed)
    app.view(REPLY_VIEW)(submitted)
    app.command(COMMAND)(asked)
    return app


async def _ignored() -> None:
    return


async def _store(work: Coroutine[Any, Any, None]) -> BoltResponse | None:
    """None once it is; else a refusal, upon which Slack sends an event again and shows a person that it failed.

    What takes too long goes on: half of it may be stored, and what comes again is recognised.
    """
    task = _running.start(work)
    await asyncio.wait({task}, timeout=ACKNOWLEDGE_S)
    if not task.done():
        log.warning("not acknowledged: it takes too long")
        task.add_done_callback(_ended_late)
    elif (error := task.exception()) is None:
        return None
    elif isinstance(error, BotError):
        log.warning("not acknowledged: %s", error)
    else:
        log.error("not acknowledged", exc_info=error)
    return BoltResponse(status=503, body="")


def _ended_late(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.warning("it failed in the end: %s", type(error).__name__)
