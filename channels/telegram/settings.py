"""`[channels.telegram]` of bot.toml."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Settings(BaseModel):
    """`[channels.telegram]`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tenant: str = "demo"  # whose concierge the bot is
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str = ""  # public https address of /telegram/webhook; empty: [web] public_url and that path
    poll_timeout_s: int = Field(25, ge=0, le=50)  # how long Telegram holds a request when there is nothing new
    drafts: bool = True  # show answers as they grow with sendMessageDraft; else by editing a message
    base_url: str = ""  # of another Bot API server; empty: Telegram's own
