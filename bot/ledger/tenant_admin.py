"""What an administrator does with tenants: add, list, change, and renew a webhook secret."""

from __future__ import annotations

import json
import secrets
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb
from pydantic import BaseModel, ConfigDict, Field, field_validator

from bot.errors import Conflict, InvalidInput, NotAdministrator, NotFound, StoreUnavailable
from bot.settings_file import validated
from bot.store.queries import load
from bot.types import JSON

SQL = load("tenants")

Connection = psycopg.Connection[dict[str, Any]]


Room = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*:\S+$")]  # channel:address, as slack:C0123456789


class AlertSettings(BaseModel):
    """Which rooms of the staff hear of what (lobby.post_alerts)."""

    model_config = ConfigDict(extra="forbid")

    handoff: list[Room] | None = None  # a guest wants a person
    reservation: list[Room] | None = None
    lead: list[Room] | None = None  # dates and party are known and a unit is chosen
    cancellation: list[Room] | None = None


class Settings(BaseModel):
    """tenant_registry.settings. What is left out has bot.types.Tenant's default."""

    model_config = ConfigDict(extra="forbid")

    locale: str | None = Field(None, pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$")  # BCP 47
    currency: str | None = Field(None, pattern=r"^[A-Z]{3}$")  # ISO 4217
    time_zone: str | None = None  # IANA
    allowed_origins: list[str] | None = None  # scheme://host[:port]; "*" allows every one
    booking_url_template: str | None = Field(None, pattern=r"^https?://")
    alerts: AlertSettings | None = None
    brand: dict[str, Any] | None = None

    @field_validator("time_zone")
    @classmethod
    def _is_zone(cls, value: str | None) -> str | None:
        try:
            ZoneInfo(value or "UTC")
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError("no such time zone; use an IANA name such as Europe/Madrid") from error
        return value


@contextmanager
def connect(admin_url: str) -> Iterator[Connection]:
    """One transaction as lobby_system: row-level security binds the tables' owner too.

    Raises:
        StoreUnavailable: no connection. NotAdministrator: the address is the bot's own.
    """
    try:
        with psycopg.Connection[dict[str, Any]].connect(admin_url, row_factory=dict_row) as conn:
            conn.execute("SET LOCAL ROLE lobby_system")
            yield conn
    except psycopg.errors.InsufficientPrivilege as error:
        raise NotAdministrator from error
    except psycopg.OperationalError as error:
        raise StoreUnavailable from error


def parse_settings(given: list[str]) -> JSON:
    """`KEY=VALUE` and names of .json or .toml files, later ones winning; None is what an empty VALUE gives.

    A value that is JSON counts as such, anything else is text; `brand.color=#fff` reaches into a section.

    Raises:
        InvalidInput: neither of both, or a file that cannot be read.
    """
    values: JSON = {}
    for item in given:
        key, equals, value = item.partition("=")
        if equals:
            _put(values, key.strip().split("."), _value(value))
        else:
            values = _merged(values, _read(Path(item)))
    return values


def add(conn: Connection, slug: str, name: str, settings: JSON) -> JSON:
    """Add a tenant; returns its row.

    Raises:
        Conflict: the slug is taken. InvalidInput: it has other signs than a-z, 0-9 and single hyphens.
        ConfigError: a setting is wrong.
    """
    kept = _checked(settings)
    try:
        row = conn.execute(SQL["add_tenant"], {"slug": slug, "name": name, "settings": Jsonb(kept)}).fetchone()
    except psycopg.errors.UniqueViolation as error:
        raise Conflict(f"there is a tenant {slug} already; `bot tenants set {slug} …` changes it") from error
    except psycopg.errors.CheckViolation as error:
        raise InvalidInput(f"{slug!r} is no slug: use a-z, 0-9 and single hyphens, 63 signs at most") from error
    return _one(row, slug)


def list_all(conn: Connection) -> list[JSON]:
    """Every tenant with its number of live units, by slug."""
    return conn.execute(SQL["list_tenants"]).fetchall()


def change(conn: Connection, slug: str, settings: JSON, *, name: str | None = None, active: bool | None = None) -> JSON:
    """Merge settings into the tenant's (None removes a key); returns the row.

    Raises:
        NotFound: no such tenant. ConfigError: a setting is wrong.
    """
    row = _one(conn.execute(SQL["tenant_for_update"], {"slug": slug}).fetchone(), slug)
    kept = _checked(_merged(row["settings"], settings))
    params = {"settings": Jsonb(kept), "name": name, "active": active, "slug": slug}
    return _one(conn.execute(SQL["change_tenant"], params).fetchone(), slug)


def renew_secret(conn: Connection, slug: str) -> str:
    """A new webhook secret of 256 random bits.

    Raises:
        NotFound: no such tenant.
    """
    secret = secrets.token_urlsafe(32)
    _one(conn.execute(SQL["renew_webhook_secret"], {"secret": secret, "slug": slug}).fetchone(), slug)
    return secret


def _one(row: JSON | None, slug: str) -> JSON:
    if row is None:
        raise NotFound(f"there is no tenant {slug}; `bot tenants list` shows those there are", "unknown_tenant")
    return row


def _checked(settings: JSON) -> JSON:
    """Without the keys that are None, and valid."""
    kept = {
        key: {k: v for k, v in value.items() if v is not None} if isinstance(value, Mapping) else value
        for key, value in settings.items()
        if value is not None
    }
    validated(Settings, kept, "tenant settings")
    return kept


def _merged(old: JSON, new: Mapping[str, Any]) -> JSON:
    """`new` over `old`, section by section."""
    merged = dict(old)
    for key, value in new.items():
        before = merged.get(key)
        merged[key] = _merged(before, value) if isinstance(before, dict) and isinstance(value, Mapping) else value
    return merged


def _put(values: JSON, path: list[str], value: object) -> None:
    for part in path[:-1]:
        inner = values.setdefault(part, {})
        if not isinstance(inner, dict):
            raise InvalidInput(f"{part} is given both as a value and as a section")
        values = inner
    values[path[-1]] = value


def _value(text: str) -> object:
    if text == "":
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text


def _read(file: Path) -> JSON:
    kind: Literal["json", "toml"] | str = file.suffix.removeprefix(".").lower()
    if kind not in ("json", "toml"):
        raise InvalidInput(f"{file} is neither KEY=VALUE nor the name of a .json or .toml file")
    try:
        text = file.read_text("utf-8")
        values = json.loads(text) if kind == "json" else tomllib.loads(text)
    except OSError as error:
        raise InvalidInput(f"{file}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise InvalidInput(f"{file}: not valid {kind.upper()}: {error}") from error
    if not isinstance(values, dict):
        raise InvalidInput(f"{file}: must hold an object of settings")
    return values
