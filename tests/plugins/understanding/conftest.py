"""What is known to be misread still: each is expected to fail, and reported when it does not any longer."""

from __future__ import annotations

import pytest

MISREAD = {
    "pintando meu ap": "works at home sound like a trip of somebody else",
    "gars de 10 ans embarque aussi": "whose boy comes along is taken for somebody else's trip",
    "Dezember, letzte Woche": "last week is heard in the last week of a month",
    "booking_called_off": "the party of a booking that is called off is taken for this one's",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        reason = next(
            (why for words, why in MISREAD.items() if words in item.name and "understanding" in item.nodeid), None
        )
        if reason:  # strict: the day it is read right, its row here must go
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))
