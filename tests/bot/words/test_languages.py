from __future__ import annotations

import pytest

from bot.words.languages import ANSWERED, FALLBACK, UNDERSTOOD, answered, chain, formats, primary


@pytest.mark.parametrize(
    ("locale", "language"),
    [("es-CO", "es"), ("es_CO", "es"), ("EN", "en"), ("fil-PH", "fil"), (" de ", "de"), ("", ""), (None, "")],
)
def test_primary_is_the_language_of_a_locale(locale: str | None, language: str) -> None:
    assert primary(locale) == language


@pytest.mark.parametrize(
    ("locales", "language"),
    [
        (("es-CO",), "es"),
        (("nl-NL", "es-ES"), "es"),
        (("de-DE", "es-ES"), "de"),
        ((None, "", "en-GB", "es"), "en"),
        (("nl-NL,ca;q=0.9,es-MX;q=0.8,en;q=0.7",), "es"),
        (("pt-BR",), "pt"),
        (("fil-PH",), "en"),
        ((None,), "en"),
        ((), "en"),
    ],
)
def test_answered_is_the_first_language_that_we_answer_in(locales: tuple[str | None, ...], language: str) -> None:
    assert answered(*locales) == language


def test_what_we_answer_in_we_understand() -> None:
    assert set(ANSWERED) <= set(UNDERSTOOD)
    assert FALLBACK in ANSWERED


def test_chain_goes_from_narrow_to_wide() -> None:
    assert chain("es-x-formal") == ("es-x-formal", "es-x", "es")
    assert chain("pt_BR") == ("pt-br", "pt")
    assert chain(None) == ("",)


@pytest.mark.parametrize("unknown", ["", None, "xx", "no such thing", "en-@"])
def test_formats_of_an_unknown_locale_are_english(unknown: str | None) -> None:
    assert formats(unknown).language == "en"
    assert str(formats("es-CO")) == "es_CO"
