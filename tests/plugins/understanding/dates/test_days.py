"""Single days and ranges of days, in every form that is written."""

from __future__ import annotations

import pytest

from plugins.understanding.dates import mentions
from tests.plugins.understanding.dates.stays import message, stated, stay

FORMS = [
    ("en", "from the 3rd to the 9th of June"), ("en", "3-9 june"), ("en", "June 3rd thru 9th"), ("en", "3/6 - 9/6"),
    ("en", "2027-06-03T15:00 to 2027-06-09T10:00"), ("en", "2027/6/3 - 2027/6/9"), ("en", "3-Jun-27 to 9-Jun-27"),
    ("en", "3/6/27 until 9/6/27"), ("en", "in June, from the 3rd to the 9th"), ("en", "the third to the ninth of june"),
    ("en", "arriving 3 june leaving 9 june"), ("en", "thursday the 3rd to wednesday the 9th of june"),
    ("en", "between the 3rd and the 9th of june"), ("en", "in 3 june out 9 june"), ("en", "june 3 to june 9, 2027"),
    ("es", "del 3 al 9 de junio"), ("es", "en junio, del 3 al 9"), ("es", "3/6 al 9/6"), ("es", "3 jun - 9 jun"),
    ("es", "llegamos el 3 de junio y nos vamos el 9"), ("es", "del tres al nueve de junio"), 
    ("es", "dl 3 al 9 d junio"),
    ("pt", "de 3 a 9 de junho"), ("pt", "do dia 3 ao dia 9 de junho"), ("pt", "chegada 3/6 saída 9/6"),
    ("pt", "entre 3 e 9 de junho"), ("pt", "do três ao nove de junho"),
    ("fr", "du 3 au 9 juin"), ("fr", "en juin, du 3 au 9"), ("fr", "arrivée le 3 juin et départ le 9"),
    ("fr", "du trois au neuf juin"), ("fr", "entre le 3 et le 9 juin"),
    ("de", "vom 3. bis 9. Juni"), ("de", "im Juni, vom 3. bis 9."), ("de", "3.–9. Juni"), ("de", "3.-9.6."),
    ("de", "3.6.-9.6."), ("de", "Anreise 3.6., Abreise 9.6."), ("de", "3.6. Anreise, 9.6. Abreise"),
    ("de", "vom dritten bis neunten Juni"), ("de", "3-9/6"), ("de", "03.06.2027 bis 09.06.2027"),
    ("it", "dal 3 al 9 giugno"), ("it", "a giugno, dal 3 al 9"), ("it", "arrivo 3/6 partenza 9/6"),
    ("it", "dal tre al nove giugno"), ("it", "tra il 3 e il 9 giugno"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), FORMS)
def test_read_range_of_days_in_any_form_is_the_stay(language: str, text: str) -> None:
    assert stay(text, language) == "2027-06-03 2027-06-09 6"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "28 december to 3 january", "2026-12-28 2027-01-03 6"),
        ("es", "del 28 al 3", "2026-11-28 2026-12-03 5"),
        ("de", "30. Dezember bis 2.", "2026-12-30 2027-01-02 3"),
        ("en", "Friday to Monday", "2026-12-04 2026-12-07 3"),
        ("en", "fri-mon", "2026-12-04 2026-12-07 3"),
        ("pt", "de segunda a sexta da próxima semana", "2026-11-30 2026-12-04 4"),
        ("de", "von do auf so nächste Woche", "2026-12-03 2026-12-06 3"),
        ("it", "sab 5/6 - sab 12/6", "2027-06-05 2027-06-12 7"),
        ("en", "arriving Friday 4/6 for 3 nights", "2027-06-04 2027-06-07 3"),
        ("en", "Tuesday, March 2, 2 nights", "2027-03-02 2027-03-04 2"),
        ("es", "mañana, 2 noches", "2026-11-29 2026-12-01 2"),
        ("es", "de hoy en ocho, 2 noches", "2026-12-05 2026-12-07 2"),
        ("fr", "samedi en huit, 2 nuits", "2026-12-12 2026-12-14 2"),
        ("de", "Freitag in einer Woche, 2 Nächte", "2026-12-11 2026-12-13 2"),
        ("it", "fra quindici giorni, 3 notti", "2026-12-13 2026-12-16 3"),
        ("en", "a week on Friday, 3 nights", "2026-12-11 2026-12-14 3"),
        ("en", "from Good Friday to Easter Monday", "2027-03-26 2027-03-29 3"),
        ("pt", "a noite do dia 31", "2026-12-31 2027-01-01 1"),
        ("de", "Nacht vom 5. auf den 6. Juni", "2027-06-05 2027-06-06 1"),
        ("en", "the 10th and 11th of may", "2027-05-10 - -"),
        ("en", "checking out on the 9th of june", "- 2027-06-09 -"),
        ("en", "3 nights until 9 june", "2027-06-06 2027-06-09 3"),
        ("en", "next year, 3 to 9 december", "2027-12-03 2027-12-09 6"),
    ],
)
def test_read_days_beside_others_are_the_first_that_fit(language: str, text: str, expected: str) -> None:
    assert stay(text, language) == expected


@pytest.mark.parametrize("text", ["31 june", "30 february 2027", "32 december", "12 may 2025", "from 31 to 35 june"])
def test_read_day_that_is_none_any_more_states_nothing(text: str) -> None:
    assert not {"check_in", "check_out"} & stated(text).change.keys()


@pytest.mark.parametrize(
    ("region", "expected"), [("US", "2027-06-05"), ("GB", "2027-05-06"), ("AU", "2027-05-06"), ("IN", "2027-05-06")]
)
def test_read_slashed_day_is_ordered_by_the_region(region: str, expected: str) -> None:
    assert str(stated("arriving 6/5", region=region).change["check_in"]) == expected


def test_mentions_of_a_message_are_all_days_it_speaks_of() -> None:
    found = mentions(message("we came in July 2024; now 3 to 9 June, or at Easter", "en"))
    assert [mention.kind for mention in found] == ["month", "date", "holiday"]
