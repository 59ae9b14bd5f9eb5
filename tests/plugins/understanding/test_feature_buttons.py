"""The concierge's button that gives a wish up is understood: what it offers works when it is pressed."""

from __future__ import annotations

from datetime import date

import pytest

from bot.types import Intent
from bot.words.features import FEATURES
from bot.words.languages import ANSWERED
from plugins.concierge.texts import Texts
from tests.support.intent import extract


@pytest.mark.parametrize("language", ANSWERED)
@pytest.mark.parametrize("feature", [feature.id for feature in FEATURES])
def test_button_that_gives_a_wish_up_takes_it_back_and_excludes_nothing(feature: str, language: str) -> None:
    texts = Texts.of(language)
    button = texts.given_up(feature)
    wish = Intent(preferences=(feature,))
    read = extract(button, today=date(2026, 5, 20), history=(), locale=language, intent=wish)
    changed = wish.changed(read.change)
    assert (changed.preferences, changed.exclusions) == ((), ())
