"""Texts that are made to be slow: what the worst of them costs each reader (bench.text_readers), in milliseconds.

    python -m bench.hostile [--reader NAME] [--limit 100] [--every 1]

First every repetition is read at a quarter of its length; the slowest are then read whole, with heads and tails that
make a pattern try again. Exit code 1 when a text of a guest's length costs more of the event loop than --limit.
"""

from __future__ import annotations

import argparse
import itertools
import random
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.text_readers import Reader, forget, readers

MARKS = (
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~¿¡€£ªº°·•…–—«»“”’‘´§²×"  # these signs are meant
    "\0\u200b\u200d\u200e\u200f\u202e\u2066\ufeff\u00a0\u00ad\u0301\u0307\ufe0f"
)
LETTERS = "aAzeñßæœçİıſǅΣЯ字अا゛ﬀ½①٣"
WHITE = ("\n", " ", "\t", "\r\n", "\u2028", "\n\n", " \n")
EMOJI = ("😀", "👩‍👩‍👧‍👦", "🇪🇸", "👍🏽", "e\u0301\u0301\u0301", "ا\u064b\u064c")
WORDS = Path(__file__).with_name("hostile_words.txt").read_text("utf-8").splitlines()  # what patterns look for
HEADS = ("", "a", " ", "the ", "1 ", "not ", "(", "I have ")
TAILS = ("", "!", "?", "\n", "x", " 1", " and", ".", "\0", "é", "@", " a b")
WORST = 12  # texts that go on to the second round
HOPELESS_MS = 2_000  # a reader this slow need not be tried any further
SEED = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", default="", help="only readers whose name has this in it")
    parser.add_argument("--limit", type=float, default=100, help="milliseconds")
    parser.add_argument("--pairs", type=int, default=1_500, help="how many of the pairs of repetitions are tried")
    parser.add_argument("--show", type=int, default=1, help="how many texts of each reader are shown")
    parser.add_argument("--every", type=int, default=1, help="only each so-manieth of the texts")
    options = parser.parse_args()
    signal.signal(signal.SIGVTALRM, _break_off)
    slow = 0
    for reader in readers():
        if options.reader in reader.name:
            found = worst(reader, units(options.pairs), options.every)
            slow += found[0][0] > options.limit
            for spent, text in found[: options.show]:
                print(f"{spent:9.1f} ms  {reader.name:32}{reader.chars:7}  {shown(text)}", flush=True)
    sys.exit(1 if slow else 0)


def units(pairs: int) -> list[str]:
    """What is repeated: marks, letters, white space, words, and so many pairs and triples of them, always the same."""
    single = [
        *MARKS,
        *LETTERS,
        *WHITE,
        *EMOJI,
        *WORDS,
        *(f"{word} " for word in WORDS),
        *(f"{mark} " for mark in MARKS),
    ]
    chance = random.Random(SEED)
    mixed = ["".join(chance.sample(single, chance.choice((2, 2, 3)))) for _ in range(pairs)]
    spaced = [" ".join(chance.sample(WORDS, chance.choice((2, 2, 3)))) + " " for _ in range(pairs)]
    return list(dict.fromkeys([*single, *mixed, *spaced]))


def worst(reader: Reader, units: Sequence[str], every: int = 1) -> list[tuple[float, str]]:
    """(ms, text), the slowest first."""
    chars = reader.chars
    first = sorted(((spent_ms(reader, repeated(unit, chars // 4)), unit) for unit in units[::every]), reverse=True)
    found: list[tuple[float, str]] = []
    second = [text for _, unit in first[:WORST] for text in variations(unit, chars)]
    for text in second[::every]:
        found.append((spent_ms(reader, text), text))
        if found[-1][0] > HOPELESS_MS:
            break
    return sorted(found, reverse=True)


def variations(unit: str, chars: int) -> Iterator[str]:
    for head, tail in itertools.product(HEADS, TAILS):
        if not head or not tail or (head, tail) in (("the ", "!"), ("(", "?")):
            yield repeated(unit, chars, head, tail)


def repeated(unit: str, chars: int, head: str = "", tail: str = "") -> str:
    room = chars - len(head) - len(tail)
    return head + (unit * (room // len(unit) + 1))[:room] + tail


def spent_ms(reader: Reader, text: str) -> float:
    """Milliseconds of this thread's processor time; the better of two where it is much."""
    return min(_once_ms(reader, text) for _ in range(2)) if (first := _once_ms(reader, text)) > 20 else first


def _once_ms(reader: Reader, text: str) -> float:
    """A reading that takes longer than HOPELESS_MS is broken off: patterns look for signals, too."""
    forget()
    started = time.thread_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, HOPELESS_MS / 1_000)
    try:
        reader.read(text)
    except _HopelessError:
        pass
    except Exception as error:
        error.add_note(f"{reader.name} on {shown(text)}")
        raise
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return (time.thread_time() - started) * 1_000


class _HopelessError(BaseException):
    """Passes every `except Exception` of the readers."""


def _break_off(*_: object) -> None:
    raise _HopelessError


def shown(text: str) -> str:
    return f"{text[:36]!a} … {text[-8:]!a}" if len(text) > 44 else ascii(text)


if __name__ == "__main__":
    main()
