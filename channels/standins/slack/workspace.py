"""One Slack workspace with one app installed in it: who and what there is, and how it is found."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from itertools import count

from channels.standins.bell import Bell
from channels.standins.slack.model import Call, Channel, Message, User, View
from channels.standins.slack.refusal import JSON, Refused

BOT_TOKEN = "xoxb-standin"  # noqa: S105  # opens nothing but this program
APP_TOKEN = "xapp-standin"  # noqa: S105  # likewise
SIGNING_SECRET = "standin-signing-secret"  # noqa: S105  # likewise
DEFAULT_EVENTS = (
    "app_mention",
    "message.channels",
    "message.groups",
    "message.im",
    "reaction_added",
    "reaction_removed",
)
NAME = re.compile(r"[^\w.-]+")


class Workspace:
    """State only; `emit` is set by the stand-in and hands an event to the app."""

    def __init__(
        self,
        *,
        bot_token: str = BOT_TOKEN,
        app_token: str = APP_TOKEN,
        signing_secret: str = SIGNING_SECRET,
        domain: str = "standin",
        events: tuple[str, ...] = DEFAULT_EVENTS,
        commands: tuple[str, ...] = ("/lobby",),
    ) -> None:
        self.bot_token, self.app_token, self.signing_secret = bot_token, app_token, signing_secret
        self.domain = domain
        self.events = frozenset(events)  # what the app is subscribed to
        self.commands = frozenset(commands)
        self.started = int(time.time())
        self.team_id, self.app_id, self.bot_id = "T0STANDIN", "A0STANDIN", "B0STANDIN"
        self.verification_token = "standin-verification"  # noqa: S105  # a field of payloads, deprecated by Slack
        self.bell = Bell()
        self.bot = User("U0BOT", "lobby", "Lobby", is_bot=True)
        self.users: dict[str, User] = {self.bot.id: self.bot}
        self.channels: dict[str, Channel] = {}
        self.views: dict[str, View] = {}
        self.files: dict[str, JSON] = {}
        self.calls: list[Call] = []
        self.emit: Callable[[JSON], object] = lambda event: None
        self._ids = count(1)
        self._last_ts = 0

    def new_id(self, prefix: str) -> str:
        return f"{prefix}0{next(self._ids):06X}"

    def new_ts(self) -> str:
        """A timestamp that no other message of the workspace has."""
        self._last_ts = max(self._last_ts + 1, int(time.time() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    # --- people ---------------------------------------------------------------------------------------------------

    def user(self, user_id: str) -> User:
        """Raises Refused(user_not_found)."""
        found = self.users.get(user_id)
        if found is None:
            raise Refused("user_not_found")
        return found

    def user_named(self, name: str) -> User | None:
        """By handle, real name or first name, whatever the case."""
        name = name.casefold()
        for user in self.users.values():
            if name in (user.name.casefold(), user.real_name.casefold(), user.real_name.split()[0].casefold()):
                return user
        return None

    def add_user(self, real_name: str) -> User:
        handle = NAME.sub(".", real_name.casefold()).strip(".")
        user = User(self.new_id("U"), handle, real_name, email=f"{handle}@example.com")
        self.users[user.id] = user
        return user

    # --- channels -------------------------------------------------------------------------------------------------

    def channel_named(self, name: str) -> Channel | None:
        return next((c for c in self.channels.values() if c.name == name.lstrip("#") and not c.with_user), None)

    def add_channel(self, name: str, *, private: bool = False, bot: bool = True) -> Channel:
        channel = Channel(self.new_id("C"), name.lstrip("#"), self.bell, private=private)
        if bot:
            channel.members.add(self.bot.id)
        self.channels[channel.id] = channel
        return channel

    def direct(self, user_id: str) -> Channel:
        """The conversation of this person with the app, opened where there is none."""
        for channel in self.channels.values():
            if channel.with_user == user_id:
                return channel
        self.user(user_id)
        channel = Channel(self.new_id("D"), "directmessage", self.bell, {self.bot.id, user_id}, with_user=user_id)
        self.channels[channel.id] = channel
        return channel

    def channel(self, address: str) -> Channel:
        """By id only. Raises Refused(channel_not_found)."""
        found = self.channels.get(address)
        if found is None or (found.private and self.bot.id not in found.members):
            raise Refused("channel_not_found")
        return found

    def joined(self, address: str) -> Channel:
        """A channel that the app is a member of. Raises Refused(channel_not_found, not_in_channel, is_archived)."""
        channel = self.channel(address)
        if self.bot.id not in channel.members:
            raise Refused("not_in_channel")
        return channel

    def addressed(self, address: str) -> Channel:
        """Where chat.postMessage sends to: an id, a name, or a person's id for the direct conversation.

        Source: https://docs.slack.dev/reference/methods/chat.postMessage#channels
        """
        if address in self.users:
            return self.direct(address)
        named = self.channel_named(address) if not address[:1].isupper() else None
        channel = self.joined(named.id if named else address)
        if channel.archived:
            raise Refused("is_archived")
        return channel

    def message(self, channel: Channel, ts: str) -> Message:
        """Raises Refused(message_not_found)."""
        found = channel.find(ts)
        if found is None:
            raise Refused("message_not_found")
        return found

    def thread(self, channel: Channel, ts: str | None) -> Message | None:
        """The message that a thread hangs on. Strict: the page says never to use a reply's ts.

        Raises:
            Refused: `thread_not_found`, `cannot_reply_to_message`.
        """
        if ts is None:
            return None
        root = channel.find(ts)
        if root is None:
            raise Refused("thread_not_found")
        if root.thread_ts and root.thread_ts != root.ts:
            raise Refused("cannot_reply_to_message")
        return root
