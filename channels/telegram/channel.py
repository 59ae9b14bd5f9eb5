"""The Telegram channel: brings the parts together, and knows when it may start and when it must end."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.channel import Accept, Addressed, Outgoing
from bot.errors import NotFound, Permanent, Retryable, StoreUnavailable
from bot.ledger.leases import Lease
from bot.tasks import beside
from bot.types import Tenant
from channels.telegram import commands, webhook
from channels.telegram.budget import Budget
from channels.telegram.callbacks import Callbacks
from channels.telegram.calls import Calls
from channels.telegram.connection import Connection, FloodWait, UpdatesConnection
from channels.telegram.deeplinks import link_payload
from channels.telegram.intake import Intake
from channels.telegram.live import Live
from channels.telegram.photos import Photos
from channels.telegram.polling import LEASE_S, Polling
from channels.telegram.privacy import PrivacyButtons
from channels.telegram.sending import Sending
from channels.telegram.settings import Settings
from channels.telegram.updates import NAME, Me
from channels.telegram.writer import Writer

if TYPE_CHECKING:
    from fastapi import FastAPI

    from bot.core import Core

TELEGRAM_URL = "https://api.telegram.org"
CONNECT_S, ANSWER_S = 5.0, 20.0  # an answer that is given up too early may mean that something is sent twice
MAX_PAUSE_S = 60.0
TENANT_PAUSE_S = 2.0

log = logging.getLogger(__name__)


class TelegramChannel:
    """One bot, for one tenant."""

    name = NAME

    def __init__(self, core: Core, settings: Settings, token: str, webhook_secret: str | None) -> None:
        self._core = core
        self._settings = settings
        self._secret = webhook.secret_of(token, webhook_secret)
        self._updates = UpdatesConnection(connection_pool_size=1, connect_timeout=CONNECT_S, read_timeout=ANSWER_S)
        request = Connection(connect_timeout=CONNECT_S, read_timeout=ANSWER_S, write_timeout=ANSWER_S)
        base = (settings.base_url or TELEGRAM_URL).rstrip("/").removesuffix("/bot")
        self._bot = Bot(token, f"{base}/bot", f"{base}/file/bot", request=request, get_updates_request=self._updates)
        self._requests = (self._updates, request)
        self.calls = Calls(Budget())
        self._writer = Writer(self._bot, self.calls, Photos(core.settings.web.public_url, self._site))
        self._live = Live(self._bot, self.calls, core.news, drafts=settings.drafts)
        self._sending = Sending(self._writer, self._live)
        self._callbacks = Callbacks(self._bot)
        self._intake: Intake | None = None
        self._me: Me | None = None
        self._closed = False

    async def run(self, accept: Accept) -> None:
        """Receive until cancelled.

        Raises:
            Permanent: Telegram does not know the token, or takes no webhook here.
        """
        try:
            self._me = me = await self._ask_who_we_are()
            tenant = await self._tenant()
            privacy = PrivacyButtons(self._core, self._bot, self.calls, self._writer, self._callbacks)
            self._intake = Intake(
                self._core, tenant, me, accept, self.calls, self._live, self._writer, self._callbacks, privacy
            )
            async with beside(self._tell_profile(me, tenant)):
                await self._receive(me, self._intake)
        except InvalidToken:  # its sentence holds the token
            raise Permanent(
                "Telegram does not know this bot: set TELEGRAM_BOT_TOKEN to the token that @BotFather shows under"
                " /mybots, and start again"
            ) from None
        finally:
            self._intake = None

    async def send(self, outgoing: Outgoing) -> str | None:
        """As `Sending.send`."""
        if self._closed:
            raise Retryable("this node is stopping")
        return await self._sending.send(outgoing)

    def link_url(self, code: str) -> str | None:
        """The address that opens the bot and redeems the code."""
        return f"https://t.me/{self._me.username}?start={link_payload(code)}" if self._me else None

    def add_route(self, web: FastAPI) -> None:
        webhook.add_route(web, self._secret, lambda: self._intake)

    async def close(self) -> None:
        """After the last send."""
        self._closed = True
        await self._live.close()
        await self._callbacks.close()
        for request in self._requests:
            await request.shutdown()

    async def _ask_who_we_are(self) -> Me:
        """The bot's own account, as soon as Telegram tells it. Raises InvalidToken."""
        pause_s = 0.5
        while True:
            try:
                account = await self._bot.get_me()
            except InvalidToken:
                raise
            except TelegramError as error:
                pause_s = error.seconds if isinstance(error, FloodWait) else min(pause_s * 2, MAX_PAUSE_S)
                log.warning(
                    "Telegram cannot be reached", extra={"error": type(error).__name__, "retry_after_s": pause_s}
                )
                await asyncio.sleep(pause_s)
            else:
                return Me(account.id, account.username or "")

    async def _tenant(self) -> Tenant:
        """The business that the bot speaks for, as soon as there is one."""
        slug, told = self._settings.tenant, False
        while True:
            try:
                return await self._core.tenants.find(slug)
            except NotFound:
                if not told:
                    log.error(
                        "the Telegram bot waits: there is no tenant %s; set [channels.telegram] tenant, or `bot tenants"
                        " add %s`",
                        slug,
                        slug,
                    )
                told = True
            except StoreUnavailable:
                pass
            await asyncio.sleep(TENANT_PAUSE_S)

    async def _receive(self, me: Me, intake: Intake) -> None:
        """Until cancelled. Raises InvalidToken, Permanent."""
        log.info("the Telegram bot is ready", extra={"bot": me.username, "mode": self._settings.mode})
        if self._settings.mode == "webhook":
            await webhook.register(self._bot, self._webhook_url(), self._secret)
            await asyncio.Event().wait()
        lease = Lease(self._core.ledger, f"telegram:{me.id}", LEASE_S)
        await Polling(self._bot, self._updates, lease, intake.take_all, self._settings.poll_timeout_s).run()

    def _webhook_url(self) -> str:
        public = self._core.settings.web.public_url.rstrip("/")
        if not (self._settings.webhook_url or public):
            raise Permanent(
                "webhook mode needs an address: set [channels.telegram] webhook_url, or [web] public_url, to the"
                " https address under which the world reaches this website"
            )
        return self._settings.webhook_url or public + webhook.PATH

    async def _tell_profile(self, me: Me, tenant: Tenant) -> None:
        """Commands and descriptions; one node of the cluster is enough, and the bot works without them."""
        lease = Lease(self._core.ledger, f"telegram-profile:{me.id}", LEASE_S)
        if not await lease.try_hold():
            return
        try:
            await commands.register(self._bot, tenant.name)
        except TelegramError as error:
            log.warning("the bot's commands are not up to date", extra={"error": type(error).__name__})
        finally:
            await lease.release()

    def _site(self) -> str | None:
        web = self._core.channels.get("web")
        return web.url if isinstance(web, Addressed) else None
