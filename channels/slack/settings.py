"""`[channels.slack]` of bot.toml."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator


class Settings(BaseModel):
    """`[channels.slack]`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mode: Literal["socket", "http"] = "socket"  # http: Slack calls POST /slack/events of the website
    base_url: str = "https://slack.com/api/"
    tenant: str = "demo"  # whose concierge answers where a Slack channel is no tenant's own
    undo_s: float = Field(10, ge=0, le=600)  # a reply can be taken back for so long

    @field_validator("base_url")
    @classmethod
    def _with_path(cls, url: str) -> str:
        """A host alone means its /api/, where Slack has its methods."""
        return f"{url.rstrip('/')}/" if urlsplit(url).path.strip("/") else f"{url.rstrip('/')}/api/"
