"""What the ledger keeps of a reply: what other tests do not see."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from bot.offers.content import availability_url
from bot.types import Intent, Tenant

UNIT = UUID("5b8f5a0e-0000-4000-8000-000000000001")
DATES = {"check_in": date(2027, 7, 10), "check_out": date(2027, 7, 17)}


def url(template: str, intent: Intent) -> str | None:
    return availability_url(Tenant(uuid4(), "t", "T", booking_url_template=template), intent)


@pytest.mark.parametrize(
    ("template", "intent", "expected"),
    [
        ("https://x.example/b?from={check_in}", Intent(check_in=DATES["check_in"]), None),
        (
            "https://x.example/b?from={check_in}&to={check_out}",
            Intent(**DATES),
            "https://x.example/b?from=2027-07-10&to=2027-07-17",
        ),
        ("https://x.example/b?unit={unit_id}&from={check_in}", Intent(**DATES), "https://x.example/b?from=2027-07-10"),
        ("https://x.example/b?from={check_in}&guests={guests}", Intent(**DATES), "https://x.example/b?from=2027-07-10"),
        ("https://x.example/b?unit={unit_id}", Intent(**DATES), "https://x.example/b"),
        (
            "https://x.example/b?unit={unit_id}&guests={guests}",
            Intent(**DATES, guests=4, unit_id=UNIT),
            f"https://x.example/b?unit={UNIT}&guests=4",
        ),
    ],
)
def test_availability_url_holds_what_is_known(template: str, intent: Intent, expected: str | None) -> None:
    assert url(template, intent) == expected


def test_availability_url_tenant_without_booking_page_is_none() -> None:
    assert availability_url(Tenant(uuid4(), "t", "T"), Intent(**DATES)) is None
