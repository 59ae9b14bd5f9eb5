"""What the bot's last message asked for."""

from __future__ import annotations

import pytest

from bot.types import HistoryItem
from tests.support.intent import TODAY, extract


@pytest.mark.parametrize(
    ("locale", "question", "answer", "field", "value"),
    [
        ("en-GB", "Great, 10 to 17 August for 6. Any budget?", "150", "budget_range", 150),
        ("en-GB", "How many guests will you be?", "four please", "guests", 4),
        ("es-ES", "¿Cuántas personas sois?", "cuatro", "guests", 4),
        ("es-ES", "¿Cuántas personas seríais?", "4 y el perro", "guests", 4),
        ("pt-BR", "E quantas pessoas?", "duas", "guests", 2),
        ("fr-FR", "Pour combien de personnes ?", "deux", "guests", 2),
        ("de-DE", "Wie viele Kinder sind dabei?", "keine", "children", 0),
        ("it-IT", "In quanti siete?", "in cinque", "guests", 5),
        ("it-IT", "Avete bambini?", "2", "children", 2),
    ],
)
def test_asked_bare_answer_fills_what_the_last_question_asked(
    locale: str, question: str, answer: str, field: str, value: int
) -> None:
    history = (HistoryItem("assistant", question, ""),)
    change = extract(answer, today=TODAY, history=history, locale=locale, language=locale[:2]).change
    found = change.get(field)
    assert (found.max if field == "budget_range" else found) == value  # type: ignore[attr-defined]  # a BudgetRange


@pytest.mark.parametrize("question", ["For 4 people I have two houses.", "How many nights?", "Which dates?"])
def test_asked_of_something_else_a_bare_number_is_no_party(question: str) -> None:
    history = (HistoryItem("assistant", question, ""),)
    assert "guests" not in extract("5", today=TODAY, history=history, locale="en-GB", language="en").change
