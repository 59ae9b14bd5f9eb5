"""Webhook mode: Telegram posts updates to our own website, which says 200 only once the ledger has them.

Source: https://core.telegram.org/bots/api#setwebhook (2026-11). The secret is compared before anything is read.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.errors import Permanent, StoreUnavailable
from channels.telegram.connection import FloodWait
from channels.telegram.intake import Intake
from channels.telegram.updates import ALLOWED_UPDATES

if TYPE_CHECKING:
    from fastapi import FastAPI, Request, Response

PATH = "/telegram/webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
MAX_CONNECTIONS = 40  # at once, over all nodes
MAX_PAUSE_S = 60.0

log = logging.getLogger(__name__)


def secret_of(token: str, own: str | None) -> str:
    """The secret that Telegram shows us: the owner's, or one that every node derives from the token."""
    return own or hmac.new(token.encode(), b"lobby telegram webhook", hashlib.sha256).hexdigest()


def add_route(web: FastAPI, secret: str, intake: Callable[[], Intake | None]) -> None:
    """Serve PATH. `intake` is None until the channel runs."""
    from starlette.responses import Response as PlainResponse

    async def webhook(request: Request) -> Response:
        shown = request.headers.get(HEADER, "")
        if not hmac.compare_digest(shown.encode(), secret.encode()):
            return PlainResponse(status_code=401)
        taking = intake()
        if taking is None:
            return PlainResponse(status_code=503, headers={"Retry-After": "1"})
        update = _json(await request.body())
        if update is None:
            return PlainResponse(status_code=400)
        try:
            await taking.take(update)
        except StoreUnavailable:
            return PlainResponse(status_code=503, headers={"Retry-After": "1"})
        return PlainResponse(status_code=200)

    web.add_route(PATH, webhook, methods=["POST"], include_in_schema=False)


async def register(bot: Bot, url: str, secret: str) -> None:
    """Tell Telegram where we are; every node may, it is the same place.

    Raises:
        Permanent: Telegram does not take the address. InvalidToken.
    """
    pause_s = 1.0
    while True:
        try:
            await bot.set_webhook(
                url, secret_token=secret, allowed_updates=ALLOWED_UPDATES, max_connections=MAX_CONNECTIONS
            )
            return
        except BadRequest as error:
            raise Permanent(
                f"Telegram does not take the webhook ({error.message}): set [channels.telegram] webhook_url to a public"
                " https address on port 443, 80, 88 or 8443, and TELEGRAM_WEBHOOK_SECRET to letters, digits, _ and -"
            ) from None
        except InvalidToken:
            raise
        except TelegramError as error:
            pause_s = error.seconds if isinstance(error, FloodWait) else min(pause_s * 2, MAX_PAUSE_S)
            log.warning("the webhook is not set yet", extra={"error": type(error).__name__, "retry_after_s": pause_s})
            await asyncio.sleep(pause_s)


def _json(body: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(body)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
