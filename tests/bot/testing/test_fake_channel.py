"""The channel in memory by itself; over a running node it keeps the contract (tests/channels/test_contract.py)."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from uuid import uuid4

import pytest

from bot.channel import Accepted, Channel, Sends
from bot.testing import fake_channel
from bot.testing.fake_channel import FakeChannel
from bot.types import Message

pytestmark = pytest.mark.slow  # starts a server

DOCUMENT = Path("docs/plugins.md")
OPENING_HOURS = """
from bot import Reply, hookimpl

@hookimpl
async def respond(turn):
    return Reply("Reception is open from 9 to 21 h.")
"""

pytest_plugins = ["pytester"]


def test_fake_channel_is_a_channel_with_an_outbox() -> None:
    assert isinstance(FakeChannel(), Channel)
    assert isinstance(FakeChannel(), Sends)


async def test_write_waits_for_the_channel_to_run_and_hands_the_message_over() -> None:
    channel, tenant_id = FakeChannel(), uuid4()
    taken: list[Message] = []

    async def accept(message: Message) -> Accepted:
        taken.append(message)
        return Accepted(uuid4(), 1, False, "bot")

    writing = asyncio.create_task(channel.write(tenant_id, "ana", "Hello", event_id="7"))
    running = asyncio.create_task(channel.run(accept))
    await writing
    running.cancel()
    await asyncio.wait({running})
    [message] = taken
    assert (message.tenant_id, message.channel, message.channel_user_id) == (tenant_id, "fake", "ana")
    assert (message.external_id, message.text) == ("7", "Hello")


async def test_write_and_heard_in_vain_time_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fake_channel, "WAIT_S", 0.01)
    channel = FakeChannel()
    with pytest.raises(TimeoutError):
        await channel.write(uuid4(), "ana", "Hello")
    with pytest.raises(TimeoutError, match=r"ana has read only \[\]"):
        await channel.heard("ana")


def test_example_in_the_documentation_runs(pytester: pytest.Pytester, pytestconfig: pytest.Config) -> None:
    [example] = re.findall(r"^## Testing$.*?^```python\n(.*?)^```$", _document(pytestconfig), re.M | re.S)
    pytester.makeini("[pytest]\npythonpath = .\n")
    pytester.makepyfile(opening_hours=OPENING_HOURS, test_hours=example)
    pytester.runpytest_subprocess("-p", "no:cacheprovider", timeout=120).assert_outcomes(passed=1)


def _document(config: pytest.Config) -> str:
    return (config.rootpath / DOCUMENT).read_text("utf-8")
