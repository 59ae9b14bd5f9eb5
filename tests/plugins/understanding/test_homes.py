"""plugins.understanding.homes: the name of a home states nothing."""

from __future__ import annotations

import pytest

from plugins.understanding.read import Setting, read
from tests.support.intent import TODAY

HOMES = frozenset(
    {
        "villa son carrio with hot tub", "single room, cala en porter", "garden cottage, cap d'artrutx",
        "villa raia, binibeca nou", "apartment in alaior", "casa de la torre, with its own way to the sea",
        "casa celia, over fornells bay",
    }
)  # fmt: skip
PLACES = frozenset({"alaior", "cala en porter", "binibeca nou"})


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Single room, Cala en Porter tiene aire acondicionado?"),
        ("en", "tell me more about Villa Son Carrió with hot tub"),
        ("de", "was kostet die Villa Raia"),
        ("fr", "parlez-moi de Casa de la Torre"),
        ("it", "Villa Raia, Binibeca Nou è libera?"),
        ("pt", "quero saber da villa raia"),
        ("en", "and villa celia?"),  # as guests remember it
        ("fr", "la maison Celia est libre ?"),
        ("de", "ist das Haus Celia noch frei"),
    ],
)
def test_read_name_of_a_home_states_neither_kind_nor_wish_nor_place(language: str, text: str) -> None:
    change = read(text, Setting(TODAY, places=PLACES, homes=HOMES), language=language).change
    assert not {"accommodation_type", "preferences", "place", "exclusions"} & change.keys()


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("we want an apartment in Alaior", "accommodation_type"),  # any of them, though one is called so
        ("a garden cottage for two please", "accommodation_type"),
        ("a villa with hot tub", "preferences"),
    ],
)
def test_read_name_that_could_be_any_home_is_what_it_says(text: str, field: str) -> None:
    assert field in read(text, Setting(TODAY, places=PLACES, homes=HOMES), language="en").change


def test_read_name_of_a_home_tells_no_language() -> None:
    homes = frozenset({"tiny house in the garden", "villa son carrio with hot tub"})
    text = "Was ist mit Villa Son Carrió with hot tub?"
    reading = read(text, Setting(TODAY, homes=homes), language="de").reading
    assert reading is not None
    assert reading.language in (None, "de")
