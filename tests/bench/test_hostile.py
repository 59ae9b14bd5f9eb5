"""What hostile texts cost in work: the calls that reading one makes grow with it, and no faster.

The readers of whole messages differ in the language and the question before; they are four fifths of the work. Each
takes a part of the texts, so that every text is read by two of them; `make test-all` gives every text to all.
"""

from __future__ import annotations

from collections.abc import Sequence
from cProfile import Profile

import pytest

from bench.text_readers import Reader, forget, readers
from tests.support.sampling import share

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
READERS = readers()
ALIKE = [reader for reader in READERS if reader.name.startswith("intent: all")]


def texts_for(reader: Reader) -> Sequence[str]:
    return share(UNITS, ALIKE.index(reader), len(ALIKE) // 2) if reader in ALIKE else UNITS


def calls(reader: Reader, text: str) -> int:
    """How many functions are called, and generators resumed, while the text is read for the first time."""
    forget(but=ENCODERS)
    profile = Profile(subcalls=False)
    with profile:
        reader.read(text)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_reader_text_of_four_times_the_length_makes_at_most_so_many_times_the_calls(reader: Reader) -> None:
    reader.read("warm")  # tables that are made once are no part of it
    for unit in texts_for(reader):
        times = CHARS // len(unit)
        short, long = calls(reader, unit * times), calls(reader, unit * 4 * times)
        assert long <= 6 * short + 2_000, unit  # what grows with the square makes 16 times as many
