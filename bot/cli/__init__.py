"""The command line. Modules of commands import what they need inside the commands, so that `bot --help` is quick."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli import checks, db, funnel, knowledge, maintenance, serving, tenants, units, usage
from bot.cli.console import settings
from bot.errors import BotError

EXIT_FAILURE = 1
EXIT_INTERRUPTED = 130  # 128 + SIGINT, as shells have it


def run() -> None:
    """Run `bot`: exit code 0 on success, 1 on a reported failure, 2 on bad usage."""
    arguments = sys.argv[1:]
    logging.getLogger().addHandler(logging.NullHandler())  # commands report for themselves; `run` sets up real logs
    debug = "--debug" in _global_arguments(arguments)
    try:
        _use_config(arguments)
        build(arguments)()
    except BotError as error:
        if debug:
            raise
        typer.echo(f"bot: {error}", err=True)
        sys.exit(EXIT_FAILURE)
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
    except Exception as error:
        if debug:
            raise
        sentence = f"unexpected {type(error).__name__}: {error}; `bot --debug …` shows where"
        typer.echo(f"bot: {sentence}", err=True)
        sys.exit(EXIT_FAILURE)


def build(arguments: list[str]) -> typer.Typer:
    """All commands; plugins' own are looked for only when `arguments` name no built-in one."""
    cli = typer.Typer(
        name="bot",
        help="Lobby: the concierge in front of people who have not booked yet.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    cli.callback()(_globals)
    for module in (serving, db, tenants, units, knowledge, funnel, usage, checks, maintenance):
        module.register(cli)
    command = _command(arguments)
    if command not in _names(cli):
        _register_plugins(cli, command)
    return cli


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(version("lobby"))
        raise typer.Exit


def _globals(
    config: Annotated[
        Path | None, typer.Option(help="Settings to use instead of ./bot.toml.", envvar="BOT_CONFIG", metavar="FILE")
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Declares the options that `run` has read already."""


def _global_arguments(arguments: list[str]) -> list[str]:
    """Those before the command."""
    found: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("-"):
            break
        found.append(argument)
        if argument == "--config":
            found.append(next(rest, ""))
    return found


def _command(arguments: list[str]) -> str | None:
    rest = arguments[len(_global_arguments(arguments)) :]
    return rest[0] if rest else None


def _use_config(arguments: list[str]) -> None:
    """`--config` as $BOT_CONFIG: plugins are looked for before the options are parsed, and they read it too."""
    given = _global_arguments(arguments)
    for index, argument in enumerate(given):
        if argument == "--config" and given[index + 1]:
            os.environ["BOT_CONFIG"] = given[index + 1]
        elif argument.startswith("--config="):
            os.environ["BOT_CONFIG"] = argument.partition("=")[2]


def _names(cli: typer.Typer) -> set[str]:
    """What the commands and groups are called; a command without a name is called like its function."""
    commands = {command.name or _dashed(command.callback) for command in cli.registered_commands}
    return {str(name) for name in commands | {group.name for group in cli.registered_groups}}


def _dashed(callback: Callable[..., Any] | None) -> str:
    return getattr(callback, "__name__", "").lower().replace("_", "-")


def _register_plugins(cli: typer.Typer, command: str | None) -> None:
    """Look for the plugin that brings `command`, or for all; a broken one costs its own commands only."""
    from bot.plugins import register_commands

    chosen = settings()
    for error in register_commands(cli, chosen.plugins, chosen.channels, lambda: command in _names(cli)):
        typer.echo(f"bot: {error}", err=True)
