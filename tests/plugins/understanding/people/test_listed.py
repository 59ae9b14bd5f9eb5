"""Several numbers in answer to one question of the bot's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.types import HistoryItem, Intent
from plugins.understanding.read import Setting, read
from tests.support.intent import TODAY

FAMILY = Intent(guests=5, adults=2, children=3)
HOW_MANY = {
    "en": "How many adults and children?",
    "es": "¿Cuántos adultos y niños?",
    "pt": "Quantos adultos e crianças?",
    "fr": "Combien d'adultes et d'enfants ?",
    "de": "Wie viele Erwachsene und Kinder?",
    "it": "Quanti adulti e bambini?",
}
HOW_OLD = {
    "en": "How old are the children?",
    "es": "¿Qué edad tienen los niños?",
    "pt": "Que idade têm as crianças?",
    "fr": "Quel âge ont les enfants ?",
    "de": "Wie alt sind die Kinder?",
    "it": "Quanti anni hanno i bambini?",
}


def answered(question: str, text: str, language: str, known: Intent) -> Intent:
    history = [HistoryItem("assistant", question, datetime.now(UTC))]
    found = read(text, Setting(TODAY, language), history=history, language=language, intent=known)
    return known.changed(found.change)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "4 and 3"),
        ("es", "4 y 3"),
        ("pt", "quatro e três"),
        ("fr", "4, 3"),
        ("de", "vier und drei"),
        ("it", "4 + 3"),
    ],
)
def test_read_two_numbers_after_adults_and_children_are_these(language: str, text: str) -> None:
    found = answered(HOW_MANY[language], text, language, Intent())
    assert (found.guests, found.adults, found.children) == (7, 4, 3)


@pytest.mark.parametrize(
    ("language", "text", "ages", "infants"),
    [
        ("en", "12, 9 and 5", (12, 9, 5), None),
        ("es", "9, 6 y la chiquita de 1 añito", (9, 6, 1), 1),
        ("pt", "12 9 e 5", (12, 9, 5), None),
        ("fr", "12 9 et 5", (12, 9, 5), None),
        ("de", "zwölf, neun und acht Monate", (12, 9, 0), 1),
        ("it", "12 9 e 5 anni", (12, 9, 5), None),
    ],
)
def test_read_numbers_after_the_childrens_ages_are_these(
    language: str, text: str, ages: tuple[int, ...], infants: int | None
) -> None:
    found = answered(HOW_OLD[language], text, language, FAMILY)
    assert (found.guests, found.children, found.children_ages, found.infants) == (5, 3, ages, infants)


def test_read_more_numbers_than_children_are_no_ages() -> None:
    assert answered(HOW_OLD["en"], "12, 9, 5 and 4", "en", FAMILY).children_ages == ()
