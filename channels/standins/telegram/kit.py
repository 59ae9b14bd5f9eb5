"""The test kit's front: a Telegram with one bot, people to play, faults to script, and a log of what the bot did."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any

from starlette.routing import Route

from channels.standins.bell import WAIT_S
from channels.standins.faults import Violation
from channels.standins.serving import HOST
from channels.standins.telegram.accounts import Account
from channels.standins.telegram.chats import Chat, ChatKind
from channels.standins.telegram.faults import Call, Faults
from channels.standins.telegram.groups import Group
from channels.standins.telegram.players import User
from channels.standins.telegram.server import BotApi
from channels.standins.telegram.world import World

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105 - the documentation's example, no secret
FIRST_USER_ID = 5_000_001


class TelegramStandin:
    """`async with TelegramStandin().serving() as url:`; base_url is url + "/bot", base_file_url url + "/file/bot".

    Args:
        limits: apply the real limits of sending (one message a second and chat, 30 a second in all).
        privacy_mode: groups' messages reach the bot only when they concern it.
        callback_ttl_s: how long a press can be answered.
        fetchable: whether Telegram could get a file's URL; the default says no to loopback and private hosts.
        back_off_s: the webhook's first wait after its second failure.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        username: str = "lobby_demo_bot",
        limits: bool = False,
        privacy_mode: bool = True,
        callback_ttl_s: float = 60.0,
        fetchable: Callable[[str], bool] | None = None,
        back_off_s: float = 1.0,
    ) -> None:
        me = Account(int(token.partition(":")[0]), "Lobby", username=username, is_bot=True)
        self.world = World(token, me, privacy_mode, callback_ttl_s)
        self.world.webhook.back_off_s = back_off_s
        if fetchable is not None:
            self.world.files.fetchable = fetchable
        self.faults = Faults(limits)
        self.api = BotApi(self.world, self.faults)
        self._users: dict[int, User] = {}
        self.groups: dict[int, Group] = {}

    @property
    def token(self) -> str:
        return self.world.token

    @property
    def username(self) -> str:
        return self.world.me.username

    @contextlib.asynccontextmanager
    async def serving(self, host: str = HOST, port: int = 0, *, also: Iterable[Route] = ()) -> AsyncIterator[str]:
        """Listen on a free port unless one is given; yields the base URL. `also`: control.routes(standin)."""
        async with self.api.serving(host, port, also=also) as url:
            yield url

    def user(self, id: int | None = None, **names: Any) -> User:
        """A person: first_name, last_name, username, language_code. The same id is the same person."""
        user_id = FIRST_USER_ID + len(self._users) if id is None else id
        account = self.world.account(user_id, **names)
        return self._users.setdefault(user_id, User(self.world, account))

    def group(self, *members: User, title: str = "Group", kind: ChatKind = "group", id: int | None = None) -> Group:
        """A group that has the bot in it already; nobody is told."""
        offset = 1_000_000_000_000 if kind == "supergroup" else 0
        chat_id = -(offset + 4_000_001 + len(self.groups)) if id is None else id
        chat = Chat(chat_id, kind, title, {member.id: member.account for member in members})
        self.world.chats[chat_id] = chat
        self.groups[chat_id] = Group(self.world, chat)
        return self.groups[chat_id]

    def chat(self, chat_id: int) -> Chat:
        return self.world.chats[chat_id]

    @property
    def calls(self) -> list[Call]:
        """Everything that the bot asked for, in order of arrival."""
        return self.api.calls

    def calls_of(self, *methods: str, chat_id: int | None = None) -> list[Call]:
        names = {name.lower() for name in methods}
        return [call for call in self.calls if call.method.lower() in names and chat_id in (None, call.chat_id)]

    @property
    def confirmed(self) -> list[int]:
        """Updates that the bot has confirmed by an offset or by 2xx, in that order."""
        return list(self.world.updates.confirmed)

    @property
    def violations(self) -> list[Violation]:
        """Calls to a chat after it answered 429 and before its wait was over."""
        return self.faults.windows.violations

    def flood(self, chat_id: int, seconds: float) -> None:
        self.faults.flood(chat_id, seconds)

    def fail(self, method: str, status: int, times: int = 1, description: str = "", **more: Any) -> None:
        """The next calls fail instead of being performed. `more`: parameters, chat_id."""
        self.faults.fail(method, status, times, description, **more)

    def delay(self, method: str, seconds: float) -> None:
        self.faults.delay(method, seconds)

    def drop_after(self, method: str, times: int = 1) -> None:
        """The next calls are performed, but their answers never arrive."""
        self.faults.drop_after(method, times)

    def duplicate_update(self, update_id: int) -> None:
        """Deliver an update once more, even when it was confirmed."""
        self.world.updates.repeat(update_id)

    def redeliver(self, *update_ids: int) -> None:
        """Deliver these once more, in this order."""
        self.world.updates.repeat(*update_ids)

    def reorder(self, *update_ids: int) -> None:
        """Of what is pending, these first and in this order (see `hold_updates`)."""
        self.world.updates.reorder(*update_ids)

    def hold_updates(self) -> None:
        """Queue updates without delivering them."""
        self.world.updates.held = True

    def release_updates(self) -> None:
        self.world.updates.held = False
        self.world.updates.bell.ring()

    async def wait_confirmed(self, count: int, timeout: float = WAIT_S) -> list[int]:  # noqa: ASYNC109
        """Until so many updates are confirmed."""
        return await self.world.updates.wait_confirmed(count, timeout)
