"""bot.toml and the environment, validated once at start.

Every key of bot.toml can be overridden as `BOT_<SECTION>__<KEY>`. Secrets come only from the environment, under their
customary names, and are never part of a printed or logged settings object.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.errors import ConfigError

PROJECT_ROOT = Path(__file__).resolve().parent.parent
ENV_PREFIX = "BOT_"
ENV_OUTSIDE_SECTIONS = {"BOT_CONFIG"}
BUILT_IN_PLUGINS = (
    "plugins.concierge",
    "plugins.responder_openai",
    "plugins.commands",
    "plugins.embeddings_local",
    "plugins.embeddings_openai",
    "plugins.retrieval",
    "plugins.knowledge",
    "plugins.fact_gate",
    "plugins.intent_openai",
    "plugins.understanding",
    "plugins.message_limits",
)
BUILT_IN_CHANNELS = ("channels.web", "channels.telegram", "channels.slack", "channels.terminal")


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DatabaseSettings(Section):
    url: str = ""  # empty: the embedded server
    admin_url: str = ""  # for migrations and tenants; empty: url
    data_dir: Path = Path("var/postgres")  # of the embedded server; relative to bot.toml
    pool_size: int = Field(8, ge=1, le=200)  # connections of one node


class TurnSettings(Section):
    lease_s: float = Field(15, ge=1, le=600)  # how long a silent node keeps a session's turn
    sweep_interval_s: float = Field(1, ge=0.1, le=60)
    delivery_hold_s: float = Field(30, ge=1)  # limit of one send; then a silent sender is given up for dead
    shutdown_grace_s: float = Field(20, ge=0)  # turns in progress may finish


class HookSettings(Section):
    timeout_s: float = Field(5, gt=0)
    respond_timeout_s: float = Field(60, gt=0)
    breaker_failures: int = Field(5, ge=1)  # consecutive failures that park a plugin
    breaker_pause_s: float = Field(60, gt=0)


class WebSettings(Section):
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    demo_tenant: str = "demo"  # whose page `/` shows
    public_url: str = ""  # https://HOST as visitors reach it; empty: taken from the request
    trusted_proxies: tuple[str, ...] = ()  # addresses whose X-Forwarded-For and -Proto count
    messages_per_minute: int = Field(20, ge=1)  # of one visitor
    address_messages_per_minute: int = Field(120, ge=1)  # of one network address
    address_sessions_per_minute: int = Field(60, ge=1)  # new visitors from one network address
    max_sockets: int = Field(20_000, ge=1)


class LogSettings(Section):
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["auto", "json", "console"] = "auto"  # auto: console on a terminal


class JobSettings(Section):
    enabled: bool = True
    cleanup_cron: str = "0 3 * * *"  # UTC
    archive_after_days: int = Field(90, ge=0)  # converted sessions; 0: never
    funnel_cron: str = "* * * * *"  # UTC


class StaffSettings(Section):
    patience_s: float = Field(300, ge=1)  # a guest who waits longer for a person is told so


class ModelPrice(Section):
    """US dollars a million tokens, as the provider's price list has them."""

    input: Decimal = Field(Decimal(0), ge=0)
    output: Decimal = Field(Decimal(0), ge=0)


class OpenAISettings(Section):
    base_url: str = ""  # of an OpenAI-compatible server; empty: OpenAI's own
    api: Literal["auto", "chat", "responses"] = "auto"  # auto: responses at OpenAI, chat completions elsewhere
    chat_model: str = "gpt-4.1-mini"
    intent_model: str = ""  # empty: chat_model
    embedding_model: str = "text-embedding-3-large"  # empty: units and questions stay with the local encoder
    timeout_s: float = Field(30, gt=0)  # of a whole answer
    first_token_s: float = Field(10, gt=0)  # silence before the first piece, and between pieces
    max_output_tokens: int = Field(800, ge=16)
    extra_body: dict[str, Any] = {}  # further fields of every chat request, such as reasoning_effort
    breaker_failures: int = Field(3, ge=1)  # failures in a row after which the server is left alone
    breaker_pause_s: float = Field(30, gt=0)
    visitor_tokens: int = Field(100_000, ge=0)  # a visitor may use in a day (UTC); 0: none
    tenant_tokens: int = Field(3_000_000, ge=0)  # a tenant's visitors together
    day_tokens: int = Field(10_000_000, ge=0)  # all tenants together
    prices: dict[str, ModelPrice] = {}  # by model


class Named(BaseModel):
    """A list of dotted names beside one free section a name; each owner validates its own section."""

    model_config = ConfigDict(extra="allow", frozen=True)

    def section(self, name: str) -> Mapping[str, Any]:
        value = (self.model_extra or {}).get(name, {})
        if not isinstance(value, Mapping):
            raise ConfigError(f"bot.toml: [{name}] must be a section, not {value!r}")
        return value


class PluginSettings(Named):
    enabled: tuple[str, ...] = BUILT_IN_PLUGINS
    entry_points: bool = True  # also load what installed packages offer under lobby.plugins


class ChannelSettings(Named):
    enabled: tuple[str, ...] = BUILT_IN_CHANNELS
    entry_points: bool = True


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, case_sensitive=False
    )

    database: DatabaseSettings = DatabaseSettings()
    turn: TurnSettings = TurnSettings()
    hooks: HookSettings = HookSettings()
    web: WebSettings = WebSettings()
    log: LogSettings = LogSettings()
    jobs: JobSettings = JobSettings()
    staff: StaffSettings = StaffSettings()
    openai: OpenAISettings = OpenAISettings()
    plugins: PluginSettings = PluginSettings()
    channels: ChannelSettings = ChannelSettings()
    root: Path = Path()  # where bot.toml lies; relative paths start here

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return env_settings, init_settings  # the environment wins over the file

    @property
    def data_dir(self) -> Path:
        return (self.root / self.database.data_dir).resolve()


class Secrets(BaseModel):
    """Read from the environment only."""

    staff_jwt_secret: SecretStr | None = None
    telegram_bot_token: SecretStr | None = None
    telegram_webhook_secret: SecretStr | None = None
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    openai_api_key: SecretStr | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Secrets:
        return cls.model_validate({name: environment.get(name.upper()) or None for name in cls.model_fields})
