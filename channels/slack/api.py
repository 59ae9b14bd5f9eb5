"""Slack's Web API as this channel uses it: errors sorted, limits obeyed for each address, people by name."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import ChannelError, Retryable
from bot.types import JSON
from channels.slack.blocks import Content
from channels.slack.cards import without_pictures
from channels.slack.failures import RETRY_S, Limited, Refused, failure

TIMEOUT_S = 10
NAME_TIMEOUT_S = 1.0  # a person's name is not worth a late acknowledgement
PAGE = 200
MAX_PAGES = 5
CLOCK_SKEW = timedelta(minutes=2)  # between Slack's clock and ours
MAX_REMEMBERED = 2000
PERSON_S = 3600.0

log = logging.getLogger(__name__)
# The library logs whole requests at lower levels, with the texts in them.
LIBRARY_LOG = logging.getLogger("channels.slack.library")
LIBRARY_LOG.setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    locale: str | None = None  # BCP 47


@dataclass(frozen=True, slots=True)
class Posted:
    """A message of ours as Slack keeps it."""

    ts: str
    payload: JSON  # of its metadata


class Api:
    """One workspace. Nothing is sent twice: the library's own retries are off, the core repeats and we reconcile."""

    def __init__(self, token: str, base_url: str) -> None:
        self.client = AsyncWebClient(
            token=token, base_url=base_url, timeout=TIMEOUT_S, logger=LIBRARY_LOG, retry_handlers=[]
        )
        self._limited: dict[tuple[str, str], float] = {}  # until when an address takes no call of a method
        self._people: dict[str, tuple[float, Person]] = {}
        self._direct: dict[str, str] = {}

    async def call(self, method: str, /, **arguments: Any) -> JSON:
        """Call one of the client's methods.

        Raises:
            Retryable: the limit of this address, Slack's trouble or the network's: later.
            Refused: never, with Slack's code.
        """
        address = (method, str(arguments.get("channel", "")))
        wait_s = self._limited.get(address, 0.0) - time.monotonic()
        if wait_s > 0:
            raise Limited(f"{method}: too many calls", wait_s)
        self._limited.pop(address, None)
        try:
            answer = await getattr(self.client, method)(**arguments)
        except SlackApiError as error:
            raise self._noted(address, failure(method, error)) from None  # its text quotes the whole answer
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Retryable(f"{method}: Slack cannot be reached ({type(error).__name__})", RETRY_S) from error
        return answer.data if isinstance(answer.data, dict) else {}

    def _noted(self, address: tuple[str, str], error: ChannelError) -> ChannelError:
        if isinstance(error, Limited):
            self._limited[address] = time.monotonic() + error.retry_after_s
        return error

    async def post(self, channel: str, content: Content, *, thread: str | None = None, mark: JSON | None = None) -> str:
        """Post a message and return its ts. A message whose pictures Slack cannot fetch is posted without them."""
        arguments: JSON = {"channel": channel, "text": content.text, "unfurl_links": False, "unfurl_media": False}
        if thread:
            arguments["thread_ts"] = thread
        if mark:
            arguments["metadata"] = mark
        try:
            answer = await self.call("chat_postMessage", blocks=content.blocks, **arguments)
        except Refused as error:
            plainer = without_pictures(content.blocks)
            if error.code != "invalid_blocks" or plainer == content.blocks:
                raise
            answer = await self.call("chat_postMessage", blocks=plainer, **arguments)
        return str(answer["ts"])

    async def post_once(
        self, channel: str, content: Content, mark: JSON, *, thread: str | None = None, again: bool = False,
        since: datetime | None = None,
    ) -> str:  # fmt: skip
        """Post a message that carries this metadata; `again`: unless an earlier try has reached Slack after all."""
        if again:
            for posted in await self.posted(channel, mark["event_type"], thread=thread, since=since):
                if posted.payload == mark["event_payload"]:
                    return posted.ts
        return await self.post(channel, content, thread=thread, mark=mark)

    async def update(self, channel: str, ts: str, content: Content, *, mark: JSON | None = None) -> None:
        """Show something else in a message of ours. Its metadata stays unless another is given."""
        extra = {"metadata": mark} if mark else {}
        await self.call("chat_update", channel=channel, ts=ts, text=content.text, blocks=content.blocks, **extra)

    async def hint(self, channel: str, user: str, text: str, thread: str | None = None) -> None:
        """Something that only this person sees. It may get lost: nothing depends on it."""
        arguments = {"thread_ts": thread} if thread else {}
        try:
            await self.call("chat_postEphemeral", channel=channel, user=user, text=text, **arguments)
        except ChannelError as error:
            log.warning("a hint was not shown: %s", error)

    async def posted(
        self, channel: str, event_type: str, *, thread: str | None = None, since: datetime | None = None
    ) -> list[Posted]:
        """Our messages with this kind of metadata, in a channel or in a thread, from `since` on."""
        oldest = {"oldest": f"{(since - CLOCK_SKEW).timestamp():.6f}"} if since else {}
        return [
            Posted(item["ts"], item["metadata"].get("event_payload") or {})
            for item in await self._read(channel, thread, **oldest)
            if (item.get("metadata") or {}).get("event_type") == event_type
        ]

    async def _read(self, channel: str, thread: str | None, **limits: Any) -> list[JSON]:
        method, where = ("conversations_replies", {"ts": thread}) if thread else ("conversations_history", {})
        found: list[JSON] = []
        cursor: dict[str, str] = {}
        for _ in range(MAX_PAGES):
            answer = await self.call(
                method, channel=channel, limit=PAGE, include_all_metadata=True, **where, **limits, **cursor
            )
            found += answer.get("messages") or []
            following = (answer.get("response_metadata") or {}).get("next_cursor")
            if not following:
                break
            cursor = {"cursor": following}
        return found

    async def message(self, channel: str, ts: str, thread: str | None = None) -> JSON | None:
        """One message as it is now; None: it is gone."""
        found = await self._read(channel, thread, oldest=ts, latest=ts, inclusive=True)
        return next((item for item in found if item.get("ts") == ts and item.get("subtype") != "tombstone"), None)

    async def direct(self, user: str) -> str:
        """The id of the direct conversation with a person."""
        if user not in self._direct:
            answer = await self.call("conversations_open", users=user)
            _remember(self._direct, user, str(answer["channel"]["id"]))
        return self._direct[user]

    def knows_direct(self, user: str, channel: str) -> None:
        """A person has written in this direct conversation."""
        _remember(self._direct, user, channel)

    async def person(self, user: str, fallback: str = "") -> Person:
        """Somebody of the workspace; only the fallback when Slack does not say quickly."""
        known = self._people.get(user)
        if known is None or known[0] < time.monotonic():
            try:
                async with asyncio.timeout(NAME_TIMEOUT_S):
                    answer = await self.call("users_info", user=user, include_locale=True)
            except (ChannelError, TimeoutError):
                return known[1] if known else Person(fallback or user)
            known = (time.monotonic() + PERSON_S, _person(answer.get("user") or {}, fallback or user))
            _remember(self._people, user, known)
        return known[1]

    async def names(self, users: set[str]) -> Mapping[str, str]:
        return {user: (await self.person(user)).name for user in sorted(users)[:20]}


def metadata(event_type: str, **payload: Any) -> JSON:
    """Source: https://docs.slack.dev/messaging/message-metadata."""
    return {"event_type": event_type, "event_payload": payload}


def _person(user: JSON, fallback: str) -> Person:
    profile = user.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name")
    return Person(name or fallback, user.get("locale"))


def _remember(known: dict[str, Any], key: str, value: Any) -> None:
    if len(known) >= MAX_REMEMBERED:
        known.clear()
    known[key] = value
