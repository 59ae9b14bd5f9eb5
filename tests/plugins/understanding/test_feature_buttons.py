"""The concierge's button that gives a wish up is understood: what it offers works when it is pressed."""

from __future__ import annotations

from datetime import date

import pytest

from bot.types import Intent
from bot.words.features import FEATURES
from bot.words.languages import ANSWERED
from plugins.concierge.texts import Texts
from tests.support.intent import extract


@pytest.mark.parametrize("language", [*ANSWERED, "pt-PT"])
@pytest.mark.parametrize("feature", [feature.id for feature in FEATURES])
def test_button_that_gives_a_wish_up_takes_it_back_and_excludes_nothing(feature: str, language: str) -> None:
    texts = Texts.of(language)
    button = texts.given_up(feature)
    wish = Intent(preferences=(feature,))
    read = extract(button, today=date(2026, 5, 20), history=(), locale=language, intent=wish)
    changed = wish.changed(read.change)
    assert (changed.preferences, changed.exclusions) == ((), ())


REGIONS = (
    "en en-GB en-US en-IE en-AU en-CA en-CH es-ES es-MX es-AR es-CO es-US pt-BR pt-PT pt-AO fr-FR fr-CH fr-CA fr-BE"
    " de-DE de-AT de-CH it-IT it-CH"
).split()


@pytest.mark.parametrize("locale", REGIONS)
def test_days_on_a_button_are_read_as_they_are_meant(locale: str) -> None:
    texts, today = Texts.of(locale), date(2026, 12, 20)
    for month in range(1, 13):
        check_in = date(2027, month, 18)
        for check_out in (date(2027, month, 25), date(2027 + month // 12, month % 12 + 1, 2)):
            button = texts.span(check_in, check_out)
            change = extract(button, today=today, history=(), locale=locale, intent=Intent()).change
            assert (change.get("check_in"), change.get("check_out")) == (check_in, check_out), button
        button = texts.day(check_in)
        assert extract(button, today=today, history=(), locale=locale, intent=Intent()).change["check_in"] == check_in
