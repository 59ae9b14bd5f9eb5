"""The pytest plugin: `*.scenario.toml` files are tests, one for each channel.

Options: `--channels`, `--update-golden`. Settings of pytest's own file: `lobby_scenarios` (patterns of file names),
`lobby_channels` (dotted names of further channels with a driver). docs/scenarios.md.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from bot.testing.databases import Databases
    from bot.testing.driver import Drivable
    from bot.testing.format import Scenario
    from bot.testing.runner import Transcript

PATTERN = "*.scenario.toml"
_DATABASES: pytest.StashKey[Databases] = pytest.StashKey()
_CHANNELS: pytest.StashKey[dict[str, Drivable]] = pytest.StashKey()
_WRITTEN: pytest.StashKey[list[Path]] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("lobby", "scenarios of Lobby")
    group.addoption("--channels", default="", metavar="NAMES", help="Run scenarios on these channels only (web,slack).")
    group.addoption("--update-golden", action="store_true", help="Write what scenarios show into their golden files.")
    parser.addini("lobby_scenarios", "Patterns of scenario files.", type="linelist", default=[PATTERN])
    parser.addini("lobby_channels", "Dotted names of further channels with a driver.", type="linelist", default=[])


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "scenario: a conversation out of a scenario file, on one channel")
    config.stash[_WRITTEN] = []


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ScenarioFile | None:
    if any(fnmatch(file_path.name, pattern) for pattern in parent.config.getini("lobby_scenarios")):
        return ScenarioFile.from_parent(parent, path=file_path)
    return None


def pytest_unconfigure(config: pytest.Config) -> None:
    if _DATABASES in config.stash:
        config.stash[_DATABASES].close()
        del config.stash[_DATABASES]


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    for file in config.stash[_WRITTEN]:
        terminalreporter.write_line(f"golden file written: {file}")


class ScenarioFile(pytest.File):
    def collect(self) -> Iterator[ScenarioItem]:
        from bot.testing.errors import ScenarioError
        from bot.testing.format import load

        try:
            scenario = load(self.path)
            channels = _channels(self.config)
            wanted = _wanted(self.config, channels)
        except ScenarioError as error:
            raise self.CollectError(str(error)) from error
        if unknown := scenario.named_channels - set(channels):
            name = sorted(unknown)[0]
            raise self.CollectError(f"{self.path.name}: no channel {name} has a driver; known: {_names(channels)}")
        for name, channel in channels.items():
            if name in wanted and name in (scenario.channels or channels):
                yield ScenarioItem.from_parent(self, name=name, scenario=scenario, channel=channel)


class ScenarioItem(pytest.Item):
    """A scenario on a channel."""

    def __init__(self, *, scenario: Scenario, channel: Drivable, **more: Any) -> None:
        super().__init__(**more)
        self.scenario = scenario
        self.channel = channel
        self.transcript: Transcript = []
        self.add_marker("scenario")

    def runtest(self) -> None:
        from bot.testing import golden, runner
        from bot.testing.errors import ScenarioError

        asyncio.run(runner.run(self.scenario, self.channel, _databases(self.config), self.transcript))
        shown = golden.render(self.scenario, self.channel.name, self.transcript)
        file = golden.file_of(self.scenario, self.channel.name)
        expected = file.read_text("utf-8") if file.is_file() else None
        if shown == expected:
            return
        if self.config.getoption("--update-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(shown, "utf-8")
            self.config.stash[_WRITTEN].append(file)
        elif expected is None:
            raise ScenarioError(f"there is no golden file {file} yet; --update-golden writes it")
        else:
            raise GoldenDiffers(golden.difference(expected, shown))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        from bot.errors import BotError
        from bot.testing import golden

        error = excinfo.value
        if isinstance(error, GoldenDiffers):
            return f"{self._place}: what is shown differs from its golden file; --update-golden accepts it\n\n{error}"
        if isinstance(error, BotError):
            told = golden.render(self.scenario, self.channel.name, self.transcript) if self.transcript else ""
            return f"{self._place}: {error}\n\n{told}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, f"{self.scenario.name} on {self.channel.name}"

    @property
    def _place(self) -> str:
        return f"{self.path.name} on {self.channel.name}"


class GoldenDiffers(AssertionError):
    """The message is a unified diff."""


def _databases(config: pytest.Config) -> Databases:
    """One server for the run (with pytest-xdist: of this worker)."""
    from bot.testing.databases import Databases

    if _DATABASES not in config.stash:
        config.stash[_DATABASES] = Databases()
    return config.stash[_DATABASES]


def _channels(config: pytest.Config) -> dict[str, Drivable]:
    from bot.settings import BUILT_IN_CHANNELS
    from bot.testing.driver import drivable

    if _CHANNELS not in config.stash:
        config.stash[_CHANNELS] = drivable([*BUILT_IN_CHANNELS, *config.getini("lobby_channels")])
    return config.stash[_CHANNELS]


def _wanted(config: pytest.Config, channels: Iterable[str]) -> set[str]:
    """What --channels names, else all. Raises ScenarioError."""
    from bot.testing.errors import ScenarioError

    named = {name.strip() for name in config.getoption("--channels").split(",") if name.strip()}
    if unknown := named - set(channels):
        name = sorted(unknown)[0]
        raise ScenarioError(f"--channels: no channel {name} has a driver; known: {_names(channels)}")
    return named or set(channels)


def _names(channels: Iterable[str]) -> str:
    return ", ".join(sorted(channels))
