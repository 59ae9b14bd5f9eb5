"""plugins.understanding.acts.encoders, and what the tests remember of it (tests/support/remembering.py)."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from plugins.understanding.acts.encoders import careful, quick
from tests.support.remembering import real_quick_model, remembering

TEXTS = ["is there a pool?", "wir kommen zu viert", ""]


def test_remembered_vectors_are_those_that_the_encoders_give(tmp_path: Path) -> None:
    computed = real_quick_model().encode(TEXTS)
    with remembering(tmp_path / "vectors"):
        first = quick(TEXTS), careful(TEXTS)
        assert all(np.array_equal(a, b) for a, b in zip(first, (quick(TEXTS), careful(TEXTS)), strict=True))
    with remembering(tmp_path / "vectors"):
        again = quick(TEXTS), careful(TEXTS)
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert np.array_equal(first[0], computed / np.linalg.norm(computed, axis=1, keepdims=True))
    assert first[1].shape == (len(TEXTS), 384)
