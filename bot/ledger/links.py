"""One guest on two channels: single-use codes that join another channel to a session, and their undoing."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from bot.ledger.errors import explained
from bot.news.announcing import News
from bot.store.database import Database
from bot.store.queries import load

SQL = load("guests")
# 39 random bits in 8 signs that are not mistaken for each other (Crockford's base 32), used once within minutes.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_CHARS = 8
CODE_LIFE = timedelta(minutes=15)
# What guests write that is as long as a code: "personas", "20agosto", "3ago-9ago", "10am 11pm". No code is like that.
_NO_CODE = re.compile(r"\d*[A-Z]*\d*[A-Z]*")
_ALONE = re.compile(r"[A-Z0-9]{4}[ \u00a0-]?[A-Z0-9]{4}")
_LOOKALIKES = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True)
class LinkCode:
    code: str
    expires_at: datetime


class Links:
    def __init__(self, database: Database, news: News) -> None:
        self._database = database
        self._news = news

    async def create(self, tenant_id: UUID, session_id: UUID) -> LinkCode:
        """A code for this session; one made before lapses.

        Raises:
            NotFound: no such session.
        """
        code = _new_code()
        with explained():
            params = {"tenant_id": tenant_id, "session_id": session_id, "code": code, "life": CODE_LIFE}
            return LinkCode(code, await self._database.value(SQL["create_link_code"], params))

    async def linked(self, tenant_id: UUID, session_id: UUID) -> list[str]:
        """The channels that have joined the session."""
        params = {"tenant_id": tenant_id, "session_id": session_id}
        return await self._database.values(SQL["linked_channels"], params)

    async def unlink(self, tenant_id: UUID, session_id: UUID) -> int:
        """Every channel that has joined returns to where it was; how many there were."""
        params = {"tenant_id": tenant_id, "session_id": session_id}
        count = int(await self._database.value(SQL["unlink_session"], params))
        if count:
            self._news.links_changed(session_id)
        return count


def normalised(written: str) -> str | None:
    """A code as a guest types it ("k7qm-2r9t"), or None when it cannot be one."""
    code = "".join(sign for sign in written.upper() if sign.isalnum()).translate(_LOOKALIKES)
    return code if len(code) == CODE_CHARS and set(code) <= set(ALPHABET) else None


def code_alone(text: str) -> str | None:
    """The code that a message consists of ("K7QM 2R9T"); None: it says something."""
    written = text.strip().upper()
    if not _ALONE.fullmatch(written) or _NO_CODE.fullmatch(re.sub(r"[^A-Z0-9]", "", written)):
        return None
    return normalised(written)


def _new_code() -> str:
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_CHARS))
        if not _NO_CODE.fullmatch(code):
            return code
