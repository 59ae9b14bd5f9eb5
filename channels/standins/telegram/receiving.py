"""Methods by which a bot gets its updates. Source: https://core.telegram.org/bots/api#getting-updates"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from channels.standins.telegram.errors import ApiError, bad_request
from channels.standins.telegram.params import Params
from channels.standins.telegram.registry import Methods
from channels.standins.telegram.updates import CONFLICT_SET, CONFLICT_WEBHOOK, Update
from channels.standins.telegram.world import World

MAX_SECRET_CHARS = 256  # telegram.constants.WebhookLimit
SECRET = re.compile(r"[A-Za-z0-9_-]*")
CONNECTIONS = (1, 100)
DEFAULT_CONNECTIONS = 40

methods = Methods()


@methods.method("getUpdates")
async def get_updates(world: World, params: Params) -> list[Update]:
    if world.webhook.url:
        raise ApiError(409, CONFLICT_WEBHOOK)
    _remember_allowed(world, params)
    timeout_s = max(0, params.integer("timeout"))
    return await world.updates.poll(params.integer("offset"), params.integer("limit", 100), timeout_s)


@methods.method("setWebhook")
def set_webhook(world: World, params: Params) -> bool:
    """Unlike Telegram, the stand-in posts to http and to any port: tests have no certificates."""
    url = params.text("url").strip()
    if not url:
        delete_webhook(world, params)
        return True
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = params.text("secret_token")
    if len(secret) > MAX_SECRET_CHARS:
        raise bad_request("secret token is too long")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _remember_allowed(world, params)
    if params.flag("drop_pending_updates"):
        world.updates.drop()
    world.updates.abort_poll(ApiError(409, CONFLICT_SET))
    least, most = CONNECTIONS
    connections = params.integer("max_connections", DEFAULT_CONNECTIONS)
    world.webhook.begin(url, secret, min(most, max(least, connections)))
    return True


@methods.method("deleteWebhook")
def delete_webhook(world: World, params: Params) -> bool:
    if params.flag("drop_pending_updates"):
        world.updates.drop()
    world.webhook.end()
    return True


@methods.method("getWebhookInfo")
def get_webhook_info(world: World, params: Params) -> dict[str, Any]:
    hook = world.webhook
    info: dict[str, Any] = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }
    if hook.url:
        info["max_connections"] = hook.max_connections
    if hook.last_error:
        info["last_error_date"], info["last_error_message"] = hook.last_error
    if world.updates.allowed is not None:
        info["allowed_updates"] = sorted(world.updates.allowed)
    return info


def _remember_allowed(world: World, params: Params) -> None:
    """ "If not specified, the previous setting will be used." """
    kinds = params.structure("allowed_updates", "allowed updates JSON object")
    if kinds is None:
        return
    if not isinstance(kinds, list):
        raise bad_request("Expected an Array of String")
    world.updates.allow([str(kind) for kind in kinds])
