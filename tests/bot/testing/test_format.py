from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.settings import BUILT_IN_PLUGINS
from bot.testing.errors import ScenarioError
from bot.testing.format import TODAY, load

STEP = '[[step]]\nsay = "hello"\n'


def written(folder: Path, text: str) -> Path:
    file = folder / "small.scenario.toml"
    file.write_text(text, "utf-8")
    return file


def test_smallest_scenario_has_defaults(tmp_path: Path) -> None:
    scenario = load(written(tmp_path, f'name = "Small"\n{STEP}'))
    assert (scenario.stem, scenario.today, scenario.tenant.slug) == ("small", TODAY, "demo")
    assert scenario.plugins.section == {"enabled": BUILT_IN_PLUGINS, "entry_points": False}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "not valid TOML"),
        (STEP, "name: Field required"),
        ('name = "x"', "step: Field required"),
        (f'name = "x"\n{STEP}press = "Book"', "step 1: a step has exactly one of"),
        (f'name = "x"\n{STEP}\n[[step]]\ncard = "Casa"', "step 2: a step has exactly one of"),
        (f'name = "x"\n{STEP}card = "Casa"', "step 1: `card` belongs to `press`"),
        (f'name = "x"\n{STEP}expect.contain = ["a"]', "step 1, expect.contain: there is no such key"),
        (f'name = "x"\n{STEP}expect.speaker = "robot"', "step 1, expect.speaker: Input should be 'bot' or 'staff'"),
        (f'name = "x"\ntoday = "soon"\n{STEP}', "today: Input should be a valid date"),
        (f'name = "x"\ncatalog = "demo"\n{STEP}\n[[unit]]\nid = "a"', "either `catalog` or [[unit]] tables"),
        ('name = "x"\n[[step]]\nstaff = { does = "say" }', 'step 1, staff: `text` belongs to does = "say"'),
    ],
)
def test_mistake_is_named_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ScenarioError, match=r"small\.scenario\.toml") as raised:
        load(written(tmp_path, text))
    assert said in str(raised.value)


def test_plugins_are_added_once_and_keep_their_sections(tmp_path: Path) -> None:
    more = '[plugins]\nalso = ["plugins.concierge", "mine"]\n[plugins.mine]\ncolour = "red"\n'
    section = load(written(tmp_path, f'name = "x"\n{more}{STEP}')).plugins.section
    assert section["enabled"] == (*BUILT_IN_PLUGINS, "mine")
    assert section["mine"] == {"colour": "red"}


def test_step_differs_on_the_channel_that_says_so(tmp_path: Path) -> None:
    text = (
        f'name = "x"\n{STEP}expect.contains = ["a"]\nexpect.speaker = "bot"\n'
        'instead.slack = { say = "!hello" }\n'
        'instead.telegram.expect.contains = ["b"]\n'
        "instead.terminal.skip = true\n"
    )
    scenario = load(written(tmp_path, text))
    [step] = scenario.step
    assert step.on("web") is step
    assert step.on("terminal") is None
    slack, telegram = step.on("slack"), step.on("telegram")
    assert slack is not None
    assert telegram is not None
    assert (slack.say, slack.expect) == ("!hello", step.expect)
    assert (telegram.say, telegram.expect.contains, telegram.expect.speaker) == ("hello", ("b",), "bot")
    assert scenario.named_channels == {"slack", "telegram", "terminal"}


def test_clock_stands_at_noon_of_the_property(tmp_path: Path) -> None:
    start = load(written(tmp_path, f'name = "x"\ntoday = 2031-02-03\n{STEP}')).start("Pacific/Auckland")
    assert (start.date(), start.hour, str(start.tzinfo)) == (date(2031, 2, 3), 12, "Pacific/Auckland")


def test_page_shows_a_scenario_as_it_stands() -> None:
    root = Path(__file__).parents[3]
    shown = (root / "tests" / "scenarios" / "ambiguous_date.scenario.toml").read_text("utf-8")
    assert shown in (root / "docs" / "scenarios.md").read_text("utf-8")
