"""What a typed number stands for."""

from __future__ import annotations

from uuid import UUID

import pytest

from bot.types import Action, Card, CardAction, Content
from channels.terminal.choices import Choice, choices, chosen

UNIT = UUID("7f0c1d5e-0000-4000-8000-000000000001")
CONTENT = Content(
    suggestions=("See homes", "Talk to a person"),
    cards=(Card(UNIT, "Casa Azul", actions=(CardAction("book", "Book"),)),),
)


def test_choices_are_the_suggestions_then_the_cards_buttons() -> None:
    assert choices(CONTENT) == (
        Choice("See homes", "See homes"),
        Choice("Talk to a person", "Talk to a person"),
        Choice("Book: Casa Azul", "Book", Action("book", UNIT)),
    )
    assert choices(Content()) == ()


@pytest.mark.parametrize(("line", "label"), [("1", "See homes"), (" 3 ", "Book: Casa Azul")])
def test_chosen_by_number(line: str, label: str) -> None:
    choice = chosen(line, choices(CONTENT))
    assert choice is not None
    assert choice.label == label


@pytest.mark.parametrize("line", ["0", "4", "two", "1 night", "-1", "", "١٢٣", "99999999999999999999"])
def test_chosen_by_anything_else_is_a_message(line: str) -> None:
    assert chosen(line, choices(CONTENT)) is None


def test_chosen_number_that_a_choice_speaks_of_is_an_answer() -> None:
    offered = choices(Content(suggestions=("4 guests", "2 guests", "just me")))
    assert chosen("2", offered) is None
    assert chosen("3", offered) == Choice("just me", "just me")
