"""How a channel user and a prospective session know each other."""

from __future__ import annotations

import hashlib
import secrets
from uuid import UUID

WEB = "web"


def new_token() -> str:
    """A visitor's secret: 256 random bits. Only its hash is stored."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What stands for a token in the database, and is the website visitor's channel user id."""
    return hashlib.sha256(token.encode()).hexdigest()


def cookie_id(tenant_id: UUID, channel: str, channel_user_id: str) -> str:
    """`prospective_sessions.cookie_id` of a channel user: one person may talk to several tenants on one platform."""
    if channel == WEB:
        return channel_user_id
    return hashlib.sha256(f"{tenant_id}:{channel}:{channel_user_id}".encode()).hexdigest()
