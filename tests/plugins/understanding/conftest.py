"""What is known to be misread still: each is expected to fail, and reported when it does not any longer."""

from __future__ import annotations

import pytest

MISREAD = {
    "ripartiamo l'8": "a day behind an elided article is counted as people, too",
    "from 17 August to 10 August 2028": "a year on the second end is not carried to the first",
    "3 May to 24 May 2026": "a range that began before today is dropped whole",
    "Christmas Eve to 2 January 2028": "a year on the second end is not carried to a feast",
    "con restaurante y spa": "a restaurant makes the clause one about something else",
    "vom 3. bis 9. Dezuar": "a word that begins like a month is taken for it",
    "booking_called_off": "the party of a booking that is called off is taken for this one's",
    "clarification_quotes": "a date and a weekday that disagree are not asked about in these words",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        reason = next(
            (why for words, why in MISREAD.items() if words in item.name and "understanding" in item.nodeid), None
        )
        if reason:
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))
