from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from bot.catalog.marketing import embedding_text, public_form
from bot.types import Unit

UNIT = Unit(
    UUID(int=1),
    "Casa",
    "A house near the harbour. It has much to offer to everybody who likes the sea and the sun. " * 3,
    unit_type="house",
    unit_number="7",
    features=("wifi", "pool", "tv", "bbq", "Wine glasses"),
    metadata={"lang": "es"},
)


def test_public_form_shortens_and_praises_from_facts_alone() -> None:
    public = public_form(UNIT)
    assert public.short_description is not None
    assert public.short_description.endswith(".")
    assert 75 <= len(public.short_description) <= 150
    assert public.highlights == ("Piscina", "Barbacoa", "Wifi")


def test_public_form_keeps_what_the_owner_wrote() -> None:
    own = replace(UNIT, short_description="By the harbour", highlights=("Sunset",))
    assert public_form(own) == own


def test_embedding_text_names_known_features_and_leaves_the_rest_out() -> None:
    text = embedding_text(UNIT)
    assert text.startswith("Casa\n\nA house near")
    assert text.endswith("Type: house\nUnit number: 7\nAmenities: wifi, pool, TV, barbecue")


def test_embedding_text_of_a_bare_unit_is_its_name_and_description() -> None:
    assert embedding_text(Unit(UUID(int=1), "Casa", "A house.")) == "Casa\n\nA house."
