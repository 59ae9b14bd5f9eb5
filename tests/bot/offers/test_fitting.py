from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from bot.offers.fitting import fitted, hard_facts, needed_features
from bot.types import BudgetRange, HardFacts, Intent, Pricing, Season, Unit

STAY: dict[str, Any] = {"check_in": date(2030, 8, 1), "check_out": date(2030, 8, 4), "nights": 3}
PRICING = Pricing(
    Decimal(100), "EUR", (Season("summer", Decimal("1.5"), (8,)),), min_nights=3, cleaning_fee=Decimal(40)
)


def unit(**changes: Any) -> Unit:
    facts: dict[str, Any] = {
        "max_guests": 4, "unit_type": "house", "features": ("pool",), "pricing": PRICING, "bedrooms": 2,
        "bathrooms": Decimal("1.5"), "metadata": {"location": {"neighbourhood": "Fornells", "city": "Menorca"}},
    }  # fmt: skip
    return Unit(UUID(int=1), "House", "A house", **(facts | changes))


@pytest.mark.parametrize(
    ("facts", "misfits"),
    [
        ({}, ()),
        ({"guests": 4}, ()),
        ({"guests": 5}, ("guests",)),
        ({"nights": 2}, ("min_nights",)),
        ({"accommodation_type": "apartment"}, ("accommodation_type",)),
        ({"preferences": ("pool", "sauna")}, ("sauna",)),
        ({"preferences": ("quiet", "central")}, ()),  # no list of amenities says these
        ({"budget_range": BudgetRange(max=Decimal(99))}, ("budget_range",)),
        ({"budget_range": BudgetRange(max=Decimal(100))}, ()),
        ({"budget_range": BudgetRange(min=Decimal(500))}, ()),
        ({"budget_range": BudgetRange(max=Decimal(10), currency="USD")}, ()),  # not comparable
        ({**STAY, "budget_range": BudgetRange(max=Decimal(149))}, ("budget_range",)),  # 150 in summer
        ({**STAY, "budget_range": BudgetRange(max=Decimal(489), per="stay")}, ("budget_range",)),  # 3 × 150 + 40
        ({**STAY, "budget_range": BudgetRange(max=Decimal(490), per="stay")}, ()),
        ({"nights": 4, "budget_range": BudgetRange(max=Decimal(399), per="stay")}, ("budget_range",)),
        ({"guests": 2, "budget_range": BudgetRange(max=Decimal(49), per="person")}, ("budget_range",)),  # 100 / 2
        ({"guests": 2, "budget_range": BudgetRange(max=Decimal(50), per="person")}, ()),
        ({"budget_range": BudgetRange(max=Decimal(25), per="person")}, ()),  # 4 could come
        ({**STAY, "guests": 3, "budget_range": BudgetRange(max=Decimal(50), per="person")}, ()),  # 150 / 3 in summer
        ({"bedrooms": 2, "bathrooms": 1}, ()),
        ({"bedrooms": 3, "bathrooms": 2}, ("bedrooms", "bathrooms")),
        ({"exclusions": ("sauna", "quiet")}, ()),
        ({"exclusions": ("pool",)}, ("unwanted:pool",)),
        ({"place": "Fornells"}, ()),
        ({"place": "Mercadal"}, ("place",)),
    ],
)
def test_fitted_names_every_fact_that_contradicts(facts: dict[str, Any], misfits: tuple[str, ...]) -> None:
    match = fitted(unit(), Intent(**facts))
    assert match.misfits == misfits
    assert match.fits == (not misfits)


def test_fitted_with_dates_carries_the_exact_quote() -> None:
    match = fitted(unit(), Intent(**STAY))
    assert match.quote
    assert match.quote.total == Decimal(490)


@pytest.mark.parametrize(
    ("changes", "facts", "misfits"),
    [
        ({"max_guests": None}, {"guests": 1}, ("guests",)),
        ({"pricing": None}, {"budget_range": BudgetRange(max=Decimal(100))}, ("budget_range",)),
        ({"pricing": None}, STAY, ()),
        ({"unit_type": None}, {"accommodation_type": "house"}, ("accommodation_type",)),
        ({"bedrooms": None}, {"bedrooms": 1}, ("bedrooms",)),
        ({"bathrooms": None}, {"bathrooms": 1}, ("bathrooms",)),
        ({"metadata": {}}, {"place": "Fornells"}, ("place",)),
    ],
)
def test_fitted_counts_an_unstated_fact_against_the_unit(
    changes: dict[str, Any], facts: dict[str, Any], misfits: tuple[str, ...]
) -> None:
    assert fitted(unit(**changes), Intent(**facts)).misfits == misfits


@pytest.mark.parametrize(
    ("metadata", "guests", "infants", "misfits"),
    [
        ({}, 5, 1, ("guests",)),  # who sleeps here counts, unless the owner says otherwise
        ({"infants_count": True}, 5, 1, ("guests",)),
        ({"infants_count": False}, 5, 1, ()),
        ({"infants_count": False}, 6, 1, ("guests",)),
        ({"infants_count": False}, 5, None, ("guests",)),
    ],
)
def test_fitted_counts_infants_as_the_owner_says(
    metadata: dict[str, Any], guests: int, infants: int | None, misfits: tuple[str, ...]
) -> None:
    assert fitted(unit(metadata=metadata), Intent(guests=guests, infants=infants)).misfits == misfits


def test_hard_facts_are_what_rows_can_prove() -> None:
    intent = Intent(
        guests=3, infants=1, bedrooms=2, nights=4, preferences=("pool", "quiet"), exclusions=("pets", "helipad")
    )
    assert hard_facts(intent) == HardFacts(
        guests=3, infants=1, bedrooms=2, nights=4, features=("pool",), unwanted=("pets",)
    )


def test_needed_features_leaves_out_what_no_list_proves() -> None:
    assert needed_features(Intent(preferences=("pool", "quiet", "helipad"))) == ("pool",)
