"""Visitors on real sockets, two nodes behind random routing, kill -9 again and again: bench/crashes.py in short."""

from __future__ import annotations

import pytest

from bench import crashes
from tests.conftest import TestDatabase

pytestmark = pytest.mark.crash


async def test_visitors_of_killed_nodes_are_answered_once_in_order_and_see_one_transcript(db: TestDatabase) -> None:
    db.add_tenant(crashes.TENANT)
    settings = crashes.node_settings(db.url, db.admin_url)
    outcome = await crashes.run(db.admin_url, settings, nodes=2, kills=5, visitors=8, messages=10, seed=3)
    assert outcome.messages >= 80
    assert outcome.failures >= 1  # else no kill met anybody
    assert outcome.unanswered == 0
    assert outcome.answered_twice == 0
    assert outcome.out_of_order == 0
    assert outcome.gaps == 0
    assert outcome.differing == 0
