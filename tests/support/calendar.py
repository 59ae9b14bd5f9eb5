"""Days that lie ahead whenever and wherever the tests run."""

from datetime import date

NEXT_YEAR = date.today().year + 1  # noqa: DTZ011  # it lies ahead in every time zone
