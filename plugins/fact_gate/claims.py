"""Which checkable claims a clause makes, in any language: learned binary heads on the quick sentence encoder.

`python -m training --only claim` learns them from training/claim. A clause without a claim says nothing that could be
true or false, and passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import TYPE_CHECKING

from bot.sentence_encoder import encode

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ANY = "any"  # the head that says whether there is a claim at all
MAX_CHARS = 400  # of a text that the encoder is given
MAX_KEPT = 4096  # texts whose numbers are remembered: what a home's row says is compared again and again
MAX_BATCH = 48
_EDGES = re.compile(r"^[^\w¿¡]+|[^\w?]+$")
_BLANKS = re.compile(r"\s+")
_known: dict[str, NDArray[np.float32]] = {}
_writing = Lock()


def as_read(text: str) -> str:
    """A clause as the encoder is given it: capitals and marks around it carry no meaning, a question mark does."""
    return _BLANKS.sub(" ", _EDGES.sub("", text)).lower()[:MAX_CHARS] or text.strip()[:MAX_CHARS]


def vectors(texts: Iterable[str]) -> list[NDArray[np.float32]]:
    """(512,) of each text, of unit length; those that are new in one batch. Computes: not for the event loop."""
    wanted = [as_read(text) for text in texts]
    found = {text: _known[text] for text in dict.fromkeys(wanted) if text in _known}
    missing = [text for text in dict.fromkeys(wanted) if text not in found]
    for at in range(0, len(missing), MAX_BATCH):
        part = missing[at : at + MAX_BATCH]
        found.update(zip(part, encode(part), strict=True))
    with _writing:
        if len(_known) + len(missing) > MAX_KEPT:
            _known.clear()
        _known.update({text: found[text] for text in missing[:MAX_KEPT]})
    return [found[text] for text in wanted]


def claims_of(texts: list[str]) -> list[Mapping[str, float]]:
    """For each text the probability of every claim, and of `ANY`."""
    import numpy as np

    if not texts:
        return []
    labels, weights, bias = _heads()
    shares = 1 / (1 + np.exp(-(np.stack(vectors(texts)) @ weights.T + bias)))
    return [dict(zip(labels, map(float, row), strict=True)) for row in shares]


@cache
def _heads() -> tuple[tuple[str, ...], NDArray[np.float32], NDArray[np.float32]]:
    import numpy as np

    with (files(__package__) / "claims.npz").open("rb") as file, np.load(file, allow_pickle=False) as stored:
        labels = tuple(str(label) for label in stored["labels"])
        return labels, stored["weights"].astype(np.float32), stored["bias"].astype(np.float32)
