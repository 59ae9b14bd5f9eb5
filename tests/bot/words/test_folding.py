from __future__ import annotations

import pytest

from bot.words.folding import bare, fold, spell


def test_spell_keeps_accents_composed_and_makes_marks_plain() -> None:
    assert spell("L’ÉTÉ – aou\u0302t…") == "l'été - août."


def test_spaces_that_amounts_are_written_with_are_plain() -> None:
    """Babel writes "1\u202f200\u00a0€" in French and "3\u2009–\u200910" between days."""
    assert spell("1\u202f200\u00a0€, 3\u2009–\u200910") == "1 200 €, 3 - 10"


def test_fold_takes_accents_and_ligatures_away() -> None:
    assert fold("Straße, cœur,\nmañana") == "strasse, coeur,. manana"


@pytest.mark.parametrize("text", ["¿Qué tal, Núria?\nBien", "L’été", "Straße Œuvre", "İstanbul ñandú", "Ǆ ﬁ ´`"])
def test_bare_keeps_every_place(text: str) -> None:
    assert len(bare(text)) == len(text)


def test_bare_has_no_accents_and_plain_apostrophes() -> None:
    assert bare("C’est là\nÑu") == "c'est la\nnu"
