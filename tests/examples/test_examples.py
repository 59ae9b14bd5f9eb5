"""The examples run as they stand, and the pages that show them show them whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import AppFactory, TestDatabase
from tests.support.guest import GuestOnTest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "opening_hours.py"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What are your opening hours?", "Reception is open from 9 to 21 h."),
        ("¿Cuál es el horario?", "Reception is open from 9 to 21 h."),
    ],
)
async def test_opening_hours_are_answered(db: TestDatabase, make_app: AppFactory, question: str, answer: str) -> None:
    async with make_app(plugins=("plugins.concierge", "examples.opening_hours")) as core:
        assert (await GuestOnTest(core, db.add_tenant()).say(question)).text == answer


async def test_opening_hours_not_asked_for_leave_the_answer_to_the_concierge(
    db: TestDatabase, make_app: AppFactory
) -> None:
    async with make_app(plugins=("plugins.concierge", "plugins.understanding", "examples.opening_hours")) as core:
        assert "concierge" in (await GuestOnTest(core, db.add_tenant()).say("Hello")).text


async def test_opening_hours_take_answers_from_their_section(db: TestDatabase, make_app: AppFactory) -> None:
    section = {"opening_hours": {"answers": {"wifi.*password": "On the card."}}}
    async with make_app(plugins=("plugins.concierge", "examples.opening_hours"), plugin_settings=section) as core:
        answer = await GuestOnTest(core, db.add_tenant()).say("What is the wifi password?")
    assert answer.text == "On the card."


def test_opening_hours_are_fifteen_lines_at_most_and_shown_whole() -> None:
    source = EXAMPLE.read_text("utf-8")
    assert sum(bool(line.strip()) for line in source.splitlines()) <= 15
    assert source in (ROOT / "docs" / "plugins.md").read_text("utf-8")
