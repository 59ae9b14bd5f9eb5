"""The scenario file: TOML, validated. docs/scenarios.md describes it for people."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.settings import BUILT_IN_PLUGINS
from bot.testing.errors import ScenarioError
from bot.types import Speaker

SUFFIX = ".scenario.toml"
DEMO = "demo"  # the catalog and tenant that Lobby brings
TODAY = date(2030, 5, 6)  # a Monday; of scenarios that do not name their own


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Expectation(Part):
    """What is to be so once the channel has shown everything. What is left out is not looked at."""

    contains: tuple[str, ...] = ()  # each is in what the guest reads; white space counts as one space
    not_contains: tuple[str, ...] = ()
    cards: tuple[str, ...] | None = None  # the names of the units shown, in order
    suggestions: tuple[str, ...] | None = None  # the quick replies offered, in order
    speaker: Speaker | None = None  # who speaks with the guest now
    intent: dict[str, Any] | None = None  # fields of the travel intent (ARCHITECTURE.md §6.3), as JSON values
    events: tuple[str, ...] | None = None  # what the funnel was told in this step: these in this order, and others


class Staff(Part):
    """What somebody of the team does, on whatever platform."""

    does: Literal["take_over", "say", "hand_back"]
    name: str = "Ana"
    text: str = ""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if (self.does == "say") != bool(self.text):
            raise ValueError('`text` belongs to does = "say"')
        return self


class Act(Part):
    """What happens in a step: the guest writes or presses, or the team does something."""

    say: str | None = None
    press: str | None = None  # the label of a button
    card: str | None = None  # the card whose button it is; without it the first such button
    staff: Staff | None = None


class Instead(Act):
    """What differs on one channel, where its platform cannot do it otherwise."""

    skip: bool = False
    expect: Expectation = Expectation()


class Step(Act):
    expect: Expectation = Expectation()
    instead: dict[str, Instead] = Field(default_factory=dict)  # by channel

    @model_validator(mode="after")
    def _does_one_thing(self) -> Self:
        if [self.say, self.press, self.staff].count(None) != 2:
            raise ValueError("a step has exactly one of `say`, `press` and `staff`")
        if self.card is not None and self.press is None:
            raise ValueError("`card` belongs to `press`")
        return self

    def on(self, channel: str) -> Step | None:
        """The step as it is on a channel; None: it is skipped there."""
        other = self.instead.get(channel)
        if other is None:
            return self
        if other.skip:
            return None
        given = other.model_fields_set - {"skip", "expect"}
        act = {name: getattr(other, name) for name in given} if given else self.model_dump(include=_ACT)
        expect = self.expect.model_copy(
            update={name: getattr(other.expect, name) for name in other.expect.model_fields_set}
        )
        return Step.model_validate({**act, "expect": expect})


class TenantGiven(Part):
    """The tenant; what is left out is the demo's with the demo's catalog, else bot.types.Tenant's default."""

    slug: str = DEMO
    name: str | None = None
    settings: dict[str, Any] = Field(default_factory=dict)  # as `bot tenants add`: locale, currency, time_zone, brand …


class PluginsGiven(BaseModel):
    """As [plugins] of bot.toml, with each plugin's own section; `also` adds to the list instead of replacing it."""

    model_config = ConfigDict(extra="allow", frozen=True)

    enabled: tuple[str, ...] = BUILT_IN_PLUGINS
    also: tuple[str, ...] = ()
    entry_points: bool = False  # a scenario says itself what answers

    @property
    def section(self) -> dict[str, Any]:
        """[plugins] for the App's settings."""
        more = tuple(name for name in self.also if name not in self.enabled)
        own = self.model_extra or {}
        return {"enabled": (*self.enabled, *more), "entry_points": self.entry_points, **own}


class Scenario(Part):
    name: str
    description: str = ""
    today: date = TODAY  # at the property; the clock stands at noon
    locale: str | None = None  # BCP 47, the guest's, as the platform reports it
    channels: tuple[str, ...] | None = None  # None: all that have a driver
    catalog: str | None = None  # "demo", or a .jsonl or .csv file beside the scenario; None: the units below
    tenant: TenantGiven = TenantGiven()
    plugins: PluginsGiven = PluginsGiven()
    unit: tuple[dict[str, Any], ...] = ()  # rows as `bot units import` reads them
    knowledge: tuple[dict[str, Any], ...] = ()  # rows as `bot knowledge import` reads them, beside the demo's
    step: tuple[Step, ...] = Field(min_length=1)
    file: Path = Field(Path(), exclude=True)

    @model_validator(mode="after")
    def _has_one_catalog(self) -> Self:
        if self.catalog and self.unit:
            raise ValueError("give either `catalog` or [[unit]] tables")
        return self

    @property
    def stem(self) -> str:
        return self.file.name.removesuffix(SUFFIX).removesuffix(".toml")

    @property
    def named_channels(self) -> set[str]:
        """Every channel that the file speaks of."""
        return {*(self.channels or ()), *(name for step in self.step for name in step.instead)}

    def start(self, time_zone: str) -> datetime:
        """When the conversation begins: at noon of the property."""
        return datetime.combine(self.today, time(12), ZoneInfo(time_zone))


_ACT = set(Act.model_fields)


def load(file: Path) -> Scenario:
    """Read a scenario file.

    Raises:
        ScenarioError: naming the place, what is wrong with it and what it is.
    """
    try:
        values = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ScenarioError(f"{file.name}: not valid TOML: {error}") from error
    try:
        return Scenario.model_validate({**values, "file": file})
    except ValidationError as error:
        raise ScenarioError("\n".join(_explained(file, item) for item in error.errors(include_url=False))) from error


def _explained(file: Path, error: Any) -> str:
    """ "x.scenario.toml: step 2, expect.card: Extra inputs are not permitted (it is …)"."""
    place, *rest = error["loc"] or ("the file",)
    if rest and isinstance(rest[0], int):
        place, rest = f"{place} {rest[0] + 1}", rest[1:]
    where = ", ".join(filter(None, [str(place), ".".join(map(str, rest))]))
    problem = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        problem = "there is no such key"
    return f"{file.name}: {where}: {problem}"
