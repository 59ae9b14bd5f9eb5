"""SlackStandin: one workspace, one app in it, served over HTTP."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute

from channels.standins.bell import WAIT_S
from channels.standins.faults import Fault, Violation
from channels.standins.serving import HOST, address_of, listening, served
from channels.standins.slack import happening
from channels.standins.slack.api import WebApi
from channels.standins.slack.courier import ACKNOWLEDGE_S, RETRIES_S, Courier, Delivery
from channels.standins.slack.faults import Faults, Kind
from channels.standins.slack.interaction import Slack
from channels.standins.slack.interactivity import TRIGGER_S, ResponseUrls, Triggers
from channels.standins.slack.methods.files import Uploads
from channels.standins.slack.methods.table import methods
from channels.standins.slack.model import Call, Channel, Message
from channels.standins.slack.refusal import JSON, Refused
from channels.standins.slack.request_url import RequestUrl
from channels.standins.slack.sockets import Sockets
from channels.standins.slack.staff import Person
from channels.standins.slack.workspace import Workspace


class SlackStandin:
    """A Slack of its own for a test.

    Args:
        acknowledge_s: how long an event, interaction or command may wait for its acknowledgement.
        retries_s: when an event that was not acknowledged comes again, seconds after the attempt before.
        trigger_s: how long a trigger id opens views.
        limited: Slack's own limit of chat.postMessage applies, about one message a second for a channel.
        workspace: tokens, subscriptions and commands, by the names of Workspace's arguments.
    """

    def __init__(
        self,
        *,
        acknowledge_s: float = ACKNOWLEDGE_S,
        retries_s: tuple[float, ...] = RETRIES_S,
        trigger_s: float = TRIGGER_S,
        limited: bool = False,
        **workspace: Any,
    ) -> None:
        self.workspace = Workspace(**workspace)
        self.workspace.emit = self._emit
        self.faults = Faults(limited=limited)
        self.sockets = Sockets(self.workspace.app_id, self.workspace.bell, acknowledge_s)
        self.courier = Courier(self.sockets, retries_s)
        self._acknowledge_s = acknowledge_s
        self._triggers = Triggers(trigger_s)
        self._response_urls = ResponseUrls(self.workspace)
        self._uploads = Uploads(self.workspace)
        self._slack = Slack(self.workspace, self.courier, self._triggers, self._response_urls)
        self._people: dict[str, Person] = {}

    # --- serving --------------------------------------------------------------------------------------------------

    @asynccontextmanager
    async def serving(self, host: str = HOST, port: int = 0, *, also: Iterable[Route] = ()) -> AsyncIterator[str]:
        """Yields the address, without a slash at its end; the Web API's base_url is that plus "/api/".

        `also`: control.routes(standin), which lets other programs act.
        """
        with listening(host, port) as listener:
            address = address_of(listener)
            self._response_urls.base = self._uploads.base = f"http://{address}"
            self.sockets.base = f"ws://{address}"
            async with served(self.application(also), listener):
                try:
                    yield f"http://{address}"
                finally:
                    await self.courier.close()
                    self.sockets.cut()

    def application(self, also: Iterable[Route] = ()) -> Starlette:
        api = WebApi(self.workspace, self.faults, methods(self._triggers, self.sockets, self._uploads))
        return Starlette(
            routes=[
                Route("/api/{method}", api.__call__, methods=["GET", "POST"]),
                Route("/actions/{token}", self._answer, methods=["POST"]),
                Route("/upload/v1/{ticket}", self._uploads.receive, methods=["POST"]),
                WebSocketRoute("/link/", self.sockets.serve),
                *also,
            ]
        )

    async def connected(self, count: int = 1, timeout_s: float = WAIT_S) -> None:
        """Until the app has that many Socket Mode connections. Raises TimeoutError."""
        await self.workspace.bell.until(
            lambda: True if len(self.sockets.connections) >= count else None,
            timeout_s,
            lambda: f"{len(self.sockets.connections)} connections",
        )

    async def use_request_url(self, url: str) -> bool:
        """HTTP mode from now on: whether the app's URL answers Slack's challenge."""
        road = RequestUrl(url, self.workspace.signing_secret, self.workspace.verification_token, self._acknowledge_s)
        self.courier.road = road
        return await road.verify()

    # --- the workspace --------------------------------------------------------------------------------------------

    def channel(self, name: str, *, private: bool = False, bot: bool = True) -> Channel:
        """The channel of this name, made where there is none; `bot`: the app is a member of a new one."""
        return self.workspace.channel_named(name) or self.workspace.add_channel(name, private=private, bot=bot)

    def staff(self, name: str) -> Person:
        """The person of this name, hired where there is none."""
        user = self.workspace.user_named(name) or self.workspace.add_user(name)
        return self._people.setdefault(user.id, Person(self._slack, user))

    def unfurl(self, message: Message, title: str = "A page") -> None:
        """A link preview appears under a message: `message_changed` although nobody edited anything."""
        happening.unfurled(self.workspace, message, {"id": 1, "title": title, "fallback": title})

    @property
    def calls(self) -> list[Call]:
        """Web API calls in the order in which they were answered."""
        return self.workspace.calls

    def called(self, method: str, **params: Any) -> list[Call]:
        """The calls of a method in which these parameters have these values."""
        return [
            call
            for call in self.calls
            if call.method == method and all(call.params.get(name) == value for name, value in params.items())
        ]

    # --- events ---------------------------------------------------------------------------------------------------

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything that was handed to the app, or tried to."""
        return self.courier.deliveries

    def events(self, kind: str | None = None) -> list[Delivery]:
        """Deliveries of events, of one type or all."""
        events = [delivery for delivery in self.deliveries if delivery.kind == "events_api"]
        return [delivery for delivery in events if kind in (None, delivery.payload["event"]["type"])]

    def duplicate(self, delivery: Delivery | None = None) -> Delivery:
        """Deliver an event (default: the latest) once more, as when its acknowledgement was lost."""
        return self.courier.again(delivery or self.events()[-1])

    def hold(self) -> None:
        """Keep events back until `release`."""
        self.courier.held = []

    def release(self, order: Iterable[int] | None = None) -> None:
        """Deliver held events, in the order of these positions."""
        self.courier.release(order)

    async def settled(self, timeout_s: float = WAIT_S) -> None:
        """Until every delivery was acknowledged or given up. Raises TimeoutError."""
        await self.courier.settled(timeout_s)

    # --- faults ---------------------------------------------------------------------------------------------------

    def limit(self, method: str, retry_after_s: float, channel: Channel | None = None, times: int = 1) -> None:
        """The next `times` calls get 429; calls inside the window are violations."""
        self._script("limit", method, channel, times, seconds=retry_after_s)

    def fail(self, method: str, status: int = 500, channel: Channel | None = None, times: int = 1) -> None:
        """The next `times` calls get this HTTP status and are not performed."""
        self._script("error", method, channel, times, status=status)

    def slow(self, method: str, seconds: float, channel: Channel | None = None, times: int = 1) -> None:
        self._script("delay", method, channel, times, seconds=seconds)

    def cut(self, method: str, channel: Channel | None = None, times: int = 1, *, performed: bool = True) -> None:
        """The next `times` calls lose their connection; `performed`: after Slack has done what they ask."""
        self._script("cut_after" if performed else "cut_before", method, channel, times)

    def _script(self, kind: Kind, method: str, channel: Channel | None, times: int, **more: Any) -> None:
        self.faults.add(Fault(kind=kind, method=method, where=channel.id if channel else None, times=times, **more))

    @property
    def violations(self) -> list[Violation]:
        """Calls that were made while a 429 forbade them."""
        return self.faults.windows.violations

    # --- how ------------------------------------------------------------------------------------------------------

    def _emit(self, event: JSON) -> Delivery:
        """Source: https://docs.slack.dev/apis/events-api/#event-callback-structure"""
        workspace = self.workspace
        authorization = {
            "enterprise_id": None,
            "team_id": workspace.team_id,
            "user_id": workspace.bot.id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        callback = {
            "token": workspace.verification_token,
            "team_id": workspace.team_id,
            "context_team_id": workspace.team_id,
            "context_enterprise_id": None,
            "api_app_id": workspace.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": workspace.new_id("Ev"),
            "event_time": int(time.time()),
            "authorizations": [authorization],
            "is_ext_shared_channel": False,
            "event_context": f"4-{uuid4().hex}",
        }
        return self.courier.send("events_api", callback)

    async def _answer(self, request: Request) -> Response:
        try:
            self._response_urls.answer(request.path_params["token"], await request.json())
        except Refused as refused:
            return PlainTextResponse(refused.error, 404 if refused.error.endswith("_url") else 400)
        return PlainTextResponse("ok")
