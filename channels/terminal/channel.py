"""One guest at a terminal, talking to the same core as everybody else."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from bot.channel import Accept
from bot.news.followers import Event, Follower, SpeakerChanged
from bot.tasks import beside
from bot.types import LedgerMessage, Message, Tenant
from bot.words.regions import regional
from channels.terminal import identity
from channels.terminal.choices import Choice, choices, chosen
from channels.terminal.lines import Lines
from channels.terminal.screen import TERMINAL, Screen, open_screen, safe
from channels.terminal.settings import Settings

if TYPE_CHECKING:
    from bot.core import Core

NAME = "terminal"
ANSWER_TIMEOUT_S = 120.0  # longer than a turn may take; then the guest may type on
MAX_TEXT_CHARS = 2000  # as on the website (ARCHITECTURE.md §6.1)
RECALLED = 6  # messages shown when a conversation goes on


class TerminalChannel:
    name = NAME

    def __init__(
        self,
        core: Core,
        settings: Settings,
        *,
        screen: Screen | None = None,
        file_number: int = 0,
        user: str | None = None,
    ) -> None:
        """Without `screen`, `file_number` and `user`: standard output and input, and who sat here before."""
        self._core = core
        self._settings = settings
        self._given_screen = screen
        self._file_number = file_number
        self._user = user
        self._events: asyncio.Queue[Event] = asyncio.Queue()
        self._follower: Follower | None = None
        self._awaited: str | None = None
        self._answered = asyncio.Event()
        self._offered: tuple[Choice, ...] = ()
        self._tenant: Tenant | None = None
        self._speaker: SpeakerChanged | None = None  # as far as the guest was told

    async def run(self, accept: Accept) -> None:
        """Converse until /quit or the end of the input.

        Raises:
            NotFound: no such tenant.
        """
        tenant = await self._core.tenants.find(self._settings.tenant)
        locale = self._settings.locale or tenant.locale
        self._tenant = tenant
        self._locale = locale
        self._screen = self._given_screen or open_screen(self._settings.output, locale)
        user = self._user or (identity.renew(tenant.slug) if self._settings.fresh else identity.recall(tenant.slug))
        await self._recall(tenant, user)
        async with beside(self._show()):
            try:
                await self._converse(accept, tenant, user)
            finally:
                self._unfollow()

    async def _converse(self, accept: Accept, tenant: Tenant, user: str) -> None:
        lines = Lines(self._file_number)
        while True:
            self._screen.prompt()
            line = await lines.next()
            match safe(line).strip() if line is not None else None:
                case None | "/quit":
                    return
                case "":
                    continue
                case "/help":
                    self._screen.remark(TERMINAL.say("help", self._locale))
                case "/new":
                    user = identity.renew(tenant.slug)
                    self._unfollow()
                    self._offered = ()
                    self._screen.remark(TERMINAL.say("new", self._locale))
                case text if len(text) > MAX_TEXT_CHARS:
                    self._screen.problem(TERMINAL.say("too_long", self._locale, limit=MAX_TEXT_CHARS))
                case text:
                    await self._ask(accept, tenant, user, text)

    async def _ask(self, accept: Accept, tenant: Tenant, user: str, text: str) -> None:
        """Send a line, or what its number stands for, and wait for the answer."""
        choice = chosen(text, self._offered) or Choice(text, text)
        self._awaited = uuid4().hex
        self._answered.clear()
        accepted = await accept(
            Message(
                tenant.tenant_id, NAME, user, self._awaited, choice.text, choice.action, locale=self._settings.locale
            )
        )
        self._follow(tenant.tenant_id, accepted.session_id, accepted.seq - 1)
        if accepted.speaker == "staff":
            return
        try:
            async with asyncio.timeout(ANSWER_TIMEOUT_S):
                await self._answered.wait()
        except TimeoutError:
            self._screen.problem(TERMINAL.say("late", self._locale))

    def _listen(self, message: LedgerMessage) -> None:
        """Speak the guest's language, once it is known and unless another was asked for."""
        if message.language and not self._settings.locale:
            self._locale = regional(message.language, None, self._tenant)
            self._screen.use(self._locale)

    async def settled(self) -> None:
        """Return when all that the news have told so far is on the screen."""
        await self._events.join()

    async def _show(self) -> None:
        while True:
            event = await self._events.get()
            if isinstance(event, LedgerMessage) and event.role != "user":
                self._show_message(event)
            elif isinstance(event, SpeakerChanged):
                self._show_speaker(event)
            self._events.task_done()

    def _show_message(self, message: LedgerMessage) -> None:
        self._listen(message)
        if message.content.edits:  # of something said before: the last reply's choices stay
            self._screen.message(message, ())
            return
        self._offered = choices(message.content)
        self._screen.message(message, self._offered)
        if self._awaited in message.reply_to:
            self._answered.set()

    def _show_speaker(self, change: SpeakerChanged) -> None:
        """The news may tell it twice: when staff come, and when the turn that they fenced ends."""
        if change != self._speaker:
            self._speaker = change
            self._screen.speaker(change)
        if change.speaker == "staff":
            self._answered.set()  # nobody answers at once any more; the guest may type on

    async def _recall(self, tenant: Tenant, user: str) -> None:
        """Show the end of a conversation that goes on, and follow it."""
        found = await self._core.ledger.find_session(tenant.tenant_id, NAME, user)
        if found is None:
            self._screen.remark(TERMINAL.say("greeting", self._locale, tenant=tenant.name))
            return
        messages = await self._core.ledger.messages_after(tenant.tenant_id, found, 0)
        if messages:
            self._listen(messages[-1])
        self._screen.remark(TERMINAL.say("resumed", self._locale, tenant=tenant.name))
        self._screen.recall(messages[-RECALLED:])
        last = [m for m in messages if m.role != "user"][-1:]
        self._offered = choices(last[0].content) if last else ()
        self._follow(tenant.tenant_id, found, messages[-1].seq if messages else 0)

    def _follow(self, tenant_id: UUID, session_id: UUID, seq: int) -> None:
        """Follow the session from `seq`, unless it is followed already."""
        if self._follower and self._follower.session_id == session_id:
            return
        self._unfollow()
        self._follower = Follower(tenant_id, session_id, seq, self._take)
        self._core.news.follow(self._follower)
        self._core.news.look(session_id)

    def _take(self, event: Event) -> None:
        self._events.put_nowait(event)

    def _unfollow(self) -> None:
        if self._follower:
            self._core.news.unfollow(self._follower)
            self._follower = None
            self._speaker = None
