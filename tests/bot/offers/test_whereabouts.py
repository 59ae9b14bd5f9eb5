"""Whether a unit lies where a guest wants to be."""

from __future__ import annotations

from uuid import UUID

import pytest

from bot.offers.whereabouts import lies_in, place, same_place
from bot.types import Unit


def unit(location: object, name: str = "Casa Sol") -> Unit:
    return Unit(UUID(int=1), name, "", metadata={"location": location})


@pytest.mark.parametrize(
    ("wanted", "stated", "same"),
    [
        ("Ciutadella", "Ciutadella de Menorca, Menorca", True),
        ("ciudadela", "Ciutadella de Menorca, Menorca", True),  # its Spanish name
        ("la ciutadella", "Ciutadella de Menorca", True),
        ("Mahon", "Mahón", True),
        ("MERCADAL", "Es Mercadal", True),
        ("Es Castell", "Es Mercadal", False),
        ("Ciutadella", "Es Mercadal, Menorca", False),
        ("Alaior", "Alayor", True),
        ("Palma", "Palmanova", False),
        ("Rom", "Roma", True),  # as German calls it
        ("Rim", "Roma", False),
        ("Son Parc", "Son Bou", False),
        ("", "Es Mercadal", False),
        ("Es Mercadal", "", False),
        ("St. Johann", "St Johann im Pongau", True),
    ],
)
def test_same_place_forgives_a_slip_and_another_spelling(wanted: str, stated: str, same: bool) -> None:
    assert same_place(wanted, stated) is same


def test_lies_in_looks_at_the_location_and_the_name() -> None:
    assert lies_in(unit({"neighbourhood": "Es Mercadal", "city": "Menorca"}), "Menorca")
    assert lies_in(unit({"neighbourhood": "Es Mercadal"}, "Flat in Fornells"), "Fornells")
    assert lies_in(unit("Es Mercadal"), "mercadal")
    assert lies_in(unit({"city": "Fornells", "island": "Menorca"}), "Menorca")
    assert not lies_in(unit(None), "Fornells")


def test_place_is_what_the_owner_states_once() -> None:
    assert place(unit({"neighbourhood": "Fornells", "city": "Fornells"})) == "Fornells"
    assert place(unit({"neighbourhood": 3})) == ""
