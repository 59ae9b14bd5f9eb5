"""The concierge's button "Without …" is understood by the intent rules: what it offers works when it is pressed."""

from __future__ import annotations

from datetime import date

import pytest

from bot.types import Intent
from bot.words.features import FEATURES
from plugins.concierge.texts import Texts
from tests.support.intent import extract


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("feature", [feature.id for feature in FEATURES])
def test_button_without_a_feature_takes_the_wish_back(feature: str, language: str) -> None:
    texts = Texts.of(language)
    button = texts.button("without", feature=texts.feature(feature))
    wish = Intent(preferences=(feature,))
    read = extract(button, today=date(2026, 5, 20), history=(), locale=language, intent=wish)
    assert wish.changed(read.change).preferences == ()
