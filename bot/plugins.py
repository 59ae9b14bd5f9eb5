"""Finds, checks and registers plugins: dotted names of bot.toml first, then installed entry points.

A plugin is a module with hookimpls, or one with a class `Plugin` that holds them; the class is built with
`Plugin(core, settings)`. `Settings`, a pydantic model in the module, validates the plugin's section of bot.toml.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pluggy
from pydantic import BaseModel

from bot import hookspecs
from bot.errors import BotError, PluginError
from bot.settings import Named
from bot.settings_file import validated

if TYPE_CHECKING:
    import typer

    from bot.core import Core


@dataclass(frozen=True, slots=True)
class Loaded:
    """A plugin as `bot plugins` lists it."""

    name: str
    origin: str  # the module's dotted name, with the distribution when it came by entry point
    hooks: tuple[str, ...]
    group: str  # lobby.plugins or lobby.channels


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    group: str
    module: str
    distribution: str | None = None


def sources(group: str, settings: Named) -> Iterator[Source]:
    """What is to be loaded for `lobby.plugins` or `lobby.channels`, in order; each name once."""
    seen: set[str] = set()
    enabled: Iterable[str] = settings.enabled  # type: ignore[attr-defined]  # both users of Named have it
    for dotted in enabled:
        name = dotted.rpartition(".")[2]
        if name in seen:
            raise PluginError(f"bot.toml: two plugins are called {name}; remove one of them from `enabled`")
        seen.add(name)
        yield Source(name, group, dotted)
    if settings.entry_points:  # type: ignore[attr-defined]
        for entry in sorted(entry_points(group=group), key=lambda e: e.name):
            if entry.name not in seen:
                seen.add(entry.name)
                yield Source(entry.name, group, entry.module, _distribution(entry))


def manager() -> pluggy.PluginManager:
    """One that knows the hooks, and no plugins yet."""
    empty = pluggy.PluginManager(hookspecs.NAMESPACE)
    empty.add_hookspecs(hookspecs)
    return empty


def load(manager: pluggy.PluginManager, core: Core, plugins: Named, channels: Named) -> list[Loaded]:
    """Import and register everything, then let it bring what it has; later registered ones are asked first, so
    built-ins come before third parties.

    Raises:
        PluginError: a module that cannot be imported, a hook that does not exist, a wrong argument, two of one name.
        ConfigError: a plugin's section of bot.toml is wrong.
    """
    loaded = []
    for group, settings in (("lobby.plugins", plugins), ("lobby.channels", channels)):
        for source in sources(group, settings):
            plugin = _build(source, core, settings)
            _register(manager, plugin, source)
            hooks = tuple(sorted(caller.name for caller in manager.get_hookcallers(plugin) or ()))
            origin = source.module + (f" ({source.distribution})" if source.distribution else "")
            loaded.append(Loaded(source.name, origin, hooks, group))
    try:
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        name = manager.get_name(error.plugin) or "?"
        raise PluginError(f"plugin {name}: {error}; bot/hookspecs.py lists the hooks") from error
    core.hooks.resolve(core=core)
    _fill(core)
    return loaded


def _fill(core: Core) -> None:
    """Let plugins bring their channels, encoders, readers and tools."""
    core.hooks.register("register_channels", core=core, register=core.channels.add)
    for embedder in core.hooks.register("register_embedder", core=core):
        if embedder is not None:
            core.embedders.add(embedder)
    for reader in core.hooks.register("register_act_reader", core=core):
        if reader is not None:
            core.act_readers.add(reader)
    core.hooks.register("register_tools", core=core, register=core.tools.add)


def register_commands(
    cli: typer.Typer, plugins: Named, channels: Named, enough: Callable[[], bool] = lambda: False
) -> list[BotError]:
    """Let plugins add their commands to `bot`, the later ones first, until it is `enough`.

    Returns what was wrong with those that could not.
    """
    errors: list[BotError] = []
    for group, settings in (("lobby.plugins", plugins), ("lobby.channels", channels)):
        for source in reversed(list(sources(group, settings))):
            if enough():
                return errors
            try:
                alone = manager()
                _register(alone, _build(source, None, settings), source)
                alone.hook.register_commands(cli=cli)
            except BotError as error:
                errors.append(error)
            except Exception as error:
                errors.append(PluginError(f"plugin {source.name}: its commands: {type(error).__name__}: {error}"))
    return errors


def _build(source: Source, core: Core | None, settings: Named) -> object:
    module = _import(source)
    values = settings.section(source.name)
    model: type[BaseModel] | None = getattr(module, "Settings", None)
    if model is None and values:
        raise PluginError(f"bot.toml: {source.name} has no settings of its own; remove its section")
    own = validated(model, values, f"bot.toml [{source.group.partition('.')[2]}.{source.name}]") if model else None
    factory: Any = getattr(module, "Plugin", None)
    if factory is None:
        return module
    if core is None:
        return _CommandsOnly(module)
    try:
        return factory(core, own)
    except Exception as error:
        raise PluginError(f"plugin {source.name} could not be built: {error}") from error


class _CommandsOnly:
    """Stands for a plugin class on the command line, where there is no core to build it with."""

    def __init__(self, module: ModuleType) -> None:
        if commands := getattr(module, "register_commands", None):
            self.register_commands = commands


def _import(source: Source) -> ModuleType:
    try:
        return importlib.import_module(source.module)
    except Exception as error:
        raise PluginError(
            f"plugin {source.name}: cannot import {source.module} ({type(error).__name__}: {error});"
            " correct or remove it in bot.toml, or install it"
        ) from error


def _register(manager: pluggy.PluginManager, plugin: object, source: Source) -> None:
    try:
        manager.register(plugin, source.name)
    except (pluggy.PluginValidationError, ValueError) as error:
        raise PluginError(f"plugin {source.name}: {error}") from error


def _distribution(entry: EntryPoint) -> str | None:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else None
