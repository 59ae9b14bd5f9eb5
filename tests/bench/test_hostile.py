"""What hostile texts cost in work: the calls that reading one makes grow with it, and no faster."""

from __future__ import annotations

from cProfile import Profile

import pytest

from bench.text_readers import Reader, forget, readers

pytestmark = pytest.mark.slow

CHARS = 240
ENCODERS = "plugins.understanding.acts.encoders"  # one call each, and bounded: need not be made anew for every reader
# What was once read in time that grows with the square, and what comes near it.
UNITS = (
    "'",
    "+ ",
    "[",
    "\n",
    "ß",
    "a. ",
    "1-2 ",
    "1 y 2 ",
    "may 1 ",
    "pool ",
    "today ",
    "my wife and ",
    "+1",
    "1 night ",
)


def calls(reader: Reader, text: str) -> int:
    """How many functions are called, and generators resumed, while the text is read for the first time."""
    forget(but=ENCODERS)
    profile = Profile(subcalls=False)
    with profile:
        reader.read(text)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("reader", readers(), ids=lambda reader: reader.name)
def test_reader_text_of_four_times_the_length_makes_at_most_so_many_times_the_calls(reader: Reader) -> None:
    reader.read("warm")  # tables that are made once are no part of it
    for unit in UNITS:
        times = CHARS // len(unit)
        short, long = calls(reader, unit * times), calls(reader, unit * 4 * times)
        assert long <= 6 * short + 2_000, unit  # what grows with the square makes 16 times as many
