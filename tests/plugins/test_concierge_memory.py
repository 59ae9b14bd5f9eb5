from __future__ import annotations

from typing import Any
from uuid import uuid4

import orjson
import pytest

from plugins.concierge.memory import Draft, Memory, read, write


def test_memory_survives_json_and_leaves_other_state_alone() -> None:
    first, second = uuid4(), uuid4()
    memory = Memory(greeted=True, offered="team", question="x", draft=Draft(first, name="Ana", asked="contact"))
    memory.show([first])
    memory.show([second, first])
    state = orjson.loads(orjson.dumps(write(memory, {"other": 1})))
    assert state["other"] == 1
    assert read(state) == memory
    assert memory.seen == [first, second]
    assert memory.focus is None


@pytest.mark.parametrize(
    "state",
    [{}, {"concierge": 3}, {"concierge": {"shown": "x", "seen": [1, "y"], "focus": 7, "draft": {"unit_id": "z"}}}],
)
def test_memory_of_malformed_state_is_empty(state: dict[str, Any]) -> None:
    assert read(state) == Memory()
