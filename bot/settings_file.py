"""Reads the settings out of bot.toml and the environment, and says what is wrong with them."""

from __future__ import annotations

import difflib
import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_settings import SettingsError

from bot.errors import ConfigError
from bot.settings import ENV_OUTSIDE_SECTIONS, ENV_PREFIX, PROJECT_ROOT, Settings


def load(path: Path | None = None) -> Settings:
    """Read bot.toml (`path`, else $BOT_CONFIG, else ./bot.toml, else the project's) and the environment.

    Raises:
        ConfigError: naming the key, what is wrong with it and, for an unknown one, the nearest known.
    """
    file = _find(path)
    values = _read(file) if file else {}
    _refuse_unknown_environment()
    if (url := os.environ.get("DATABASE_URL")) and not os.environ.get("BOT_DATABASE__URL"):
        values.setdefault("database", {}).setdefault("url", url)
    try:
        return Settings(**values, root=file.parent if file else Path.cwd())
    except SettingsError as error:  # a list or section of the environment that is no JSON
        raise ConfigError(_not_json()) from error
    except ValidationError as error:
        raise ConfigError("\n".join(_explain(error, Settings, str(file or "the environment")))) from error


def validated(model: type[BaseModel], values: Mapping[str, Any], where: str) -> BaseModel:
    """Validate a plugin's or channel's own section.

    Raises:
        ConfigError: as `load`.
    """
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        raise ConfigError("\n".join(_explain(error, model, where))) from error


def _find(path: Path | None) -> Path | None:
    explicit = path or (Path(value) if (value := os.environ.get("BOT_CONFIG")) else None)
    if explicit:
        if not explicit.is_file():
            raise ConfigError(f"{explicit}: no such file; correct --config or BOT_CONFIG")
        return explicit.resolve()
    for candidate in (Path.cwd() / "bot.toml", PROJECT_ROOT / "bot.toml"):
        if candidate.is_file():
            return candidate
    return None


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: not valid TOML: {error}") from error


def _variables() -> Iterator[str]:
    return (name for name in os.environ if name.upper().startswith(ENV_PREFIX))


def _refuse_unknown_environment() -> None:
    """A variable that names no section would be passed over in silence."""
    for name in _variables():
        upper = name.upper()
        section, separator, _ = upper.removeprefix(ENV_PREFIX).partition("__")
        if upper not in ENV_OUTSIDE_SECTIONS and not (separator and section.lower() in _known(Settings, ())):
            raise ConfigError(f"environment variable {name}: no such setting{_nearest(upper, set(_known_variables()))}")


def _known_variables() -> dict[str, Any]:
    """The environment's names of all settings but the plugins' and channels' own, with their types."""
    return {
        f"{ENV_PREFIX}{section}__{key}".upper(): field.annotation
        for section, part in Settings.model_fields.items()
        if isinstance(part.annotation, type) and issubclass(part.annotation, BaseModel)
        for key, field in part.annotation.model_fields.items()
    }


def _not_json() -> str:
    """The list that pydantic could not read: its own error names the section only."""
    known = _known_variables()
    for name in _variables():
        if get_origin(known.get(name.upper())) is tuple and not _is_json(os.environ[name]):
            return f'environment variable {name}: write the list as JSON, as ["one", "two"]'
    return "a value in the environment is no JSON"


def _is_json(written: str) -> bool:
    try:
        json.loads(written)
    except ValueError:
        return False
    return True


def _explain(error: ValidationError, model: type[BaseModel], where: str) -> Iterator[str]:
    environment = {name.upper() for name in _variables()}
    for item in error.errors(include_url=False):
        path = item["loc"]
        key = ".".join(str(part) for part in path)
        variable = ENV_PREFIX + "__".join(str(part) for part in path).upper()
        place = f"environment variable {variable}" if variable in environment else where
        if item["type"] == "extra_forbidden":
            yield f"{place}: unknown setting {key}{_nearest(str(path[-1]), _known(model, path[:-1]))}"
        else:
            yield f"{place}: {key}: {item['msg']} (it is {item['input']!r})"


def _known(model: type[BaseModel], path: tuple[int | str, ...]) -> set[str]:
    for part in path:
        annotation = model.model_fields[str(part)].annotation
        if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
            return set()
        model = annotation
    return set(model.model_fields) - {"root"}


def _nearest(word: str, known: set[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"; did you mean {close[0]}?" if close else f"; known are {', '.join(sorted(known))}"
