"""`[channels.terminal]` of bot.toml."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Settings(BaseModel):
    """`[channels.terminal]`; `bot chat` sets `chatting` and what its options say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tenant: str = "demo"  # whose concierge answers
    locale: str | None = None  # BCP 47; None: the tenant's
    chatting: bool = False
    fresh: bool = False  # leave the conversation of the last time alone
    output: Literal["auto", "rich", "plain", "json"] = "auto"  # auto: rich on a terminal
