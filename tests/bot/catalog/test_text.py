from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.text import defect, plain_line, plain_text, shorten


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("A house.<br />With a pool.", "A house.\nWith a pool."),
        ("<b>The space</b><br />Two rooms", "Two rooms"),
        ("The space\nTwo rooms\n\n\n\nGuest access\nAll of it", "Two rooms\n\nAll of it"),
        ("El espacio\nDos salas", "Dos salas"),
        ("The space you need is here", "The space you need is here"),
        ("Bed &amp; breakfast&nbsp;here", "Bed & breakfast here"),
        ("5 < 6 and 7 > 3, we <3 you", "5 < 6 and 7 > 3, we <3 you"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;A house", "A house"),
        ("<style>p{}</style><!-- x --><p>One</p><p>Two</p>", "One\nTwo"),
        ("Guest access<b", ""),
        ("zero\u200bwidth \u202eright", "zerowidth right"),
        ("a \t b\r\n c", "a b\nc"),
    ],
)
def test_plain_text_of_owners_markup_keeps_only_the_words(written: str, read: str) -> None:
    assert plain_text(written) == read


def test_plain_line_of_several_lines_is_one() -> None:
    assert plain_line("Casa<br>del\n\nmar") == "Casa del mar"


@pytest.mark.parametrize(
    ("written", "why"),
    [("a\0b", "NUL"), ("a\x07b", "control"), ("a\x85b", "control"), ("a\ud800b", "UTF-8"), ("a\n\tb ñ 🏖️", None)],
)
def test_defect_names_what_cannot_be_stored(written: str, why: str | None) -> None:
    found = defect(written)
    assert found is None if why is None else (found is not None and why in found)


def test_shorten_ends_with_a_whole_sentence_when_that_says_enough() -> None:
    assert (
        shorten("A house with a pool. It has a garden. And more to come", 40) == "A house with a pool. It has a garden."
    )


def test_shorten_without_a_fitting_sentence_ends_with_a_whole_word() -> None:
    assert shorten("A. Beautiful old house near the harbour", 30) == "A. Beautiful old house near…"


def test_shorten_does_not_cut_inside_a_number() -> None:
    assert shorten("It measures about 12.5 square metres", 22) == "It measures about…"


words = st.text(st.sampled_from("aZ9 .!?…,(<b>/&;\n\t\u2028\u200bñ"), max_size=250)


@given(words, st.integers(2, 200))
def test_shorten_of_any_text_fits_and_is_one_line(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert len(short.splitlines()) <= 1


@given(words)
def test_plain_text_of_any_text_is_tidy(text: str) -> None:
    plain = plain_text(text)
    assert plain == plain.strip()
    assert "\n\n\n" not in plain
    assert "\u200b" not in plain
