from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from pydantic import ValidationError

from bot.conversation.turn import Turn
from bot.types import GuestMessage, Intent, Refusal, Session, Tenant
from plugins.message_limits import Plugin, Settings
from tests.conftest import AppFactory, TestDatabase
from tests.support.guest import GuestOnTest

START = datetime(2030, 1, 1, tzinfo=UTC)
TENANT = Tenant(uuid4(), "t", "T")


def turn(seconds: float = 0, *, session: UUID | None = None, text: str = "hi", language: str = "en") -> Turn:
    """A turn of one session; the guard looks at nothing else."""
    session_id = session or UUID(int=1)
    message = GuestMessage(1, "1", text, START)
    now = START + timedelta(seconds=seconds)
    return Turn(
        TENANT, Session(session_id, TENANT.tenant_id, "web"), (message,), now, Intent(), language, cast("Any", None)
    )


async def refusal(plugin: Plugin, turn: Turn) -> Refusal | None:
    return await plugin.allow_message(turn)


async def test_turns_beyond_a_minute_are_refused_until_the_oldest_is_a_minute_ago() -> None:
    plugin = Plugin(None, Settings(per_minute=3))
    for second in (0, 10, 20):
        assert await refusal(plugin, turn(second)) is None
    refused = await refusal(plugin, turn(30))
    assert refused
    assert (refused.code, refused.retry_after_s) == ("rate_limited", 30)
    assert "30 s" in refused.text
    assert await refusal(plugin, turn(60)) is None


async def test_turns_beyond_a_day_are_refused_in_hours() -> None:
    plugin = Plugin(None, Settings(per_minute=1, per_day=2))
    assert await refusal(plugin, turn(0)) is None
    assert await refusal(plugin, turn(3600)) is None
    refused = await refusal(plugin, turn(7200, language="es"))
    assert refused
    assert refused.retry_after_s == 22 * 3600
    assert "22 h" in refused.text
    assert refused.text.startswith("Escribes")


async def test_turns_of_other_sessions_do_not_count() -> None:
    plugin = Plugin(None, Settings(per_minute=1))
    assert await refusal(plugin, turn(0)) is None
    assert await refusal(plugin, turn(0, session=UUID(int=2))) is None


@pytest.mark.parametrize(("length", "allowed"), [(2000, True), (2001, False)])
async def test_text_beyond_the_limit_is_refused(length: int, allowed: bool) -> None:
    refused = await refusal(Plugin(None, Settings()), turn(text="x" * length, language="es"))
    assert (refused is None) == allowed
    if refused:
        assert refused.code == "too_long"
        assert "2000" in refused.text


@pytest.mark.parametrize("values", [{"per_minute": 0}, {"max_chars": "many"}, {"per_hour": 3}])
def test_settings_that_are_wrong_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate(values)


async def test_guard_in_the_core_answers_instead_of_the_responder(db: TestDatabase, make_app: AppFactory) -> None:
    tenant = db.add_tenant()
    plugins = ("tests.support.echo", "plugins.message_limits")
    async with make_app(plugins=plugins, plugin_settings={"message_limits": {"per_minute": 2}}) as core:
        guest = GuestOnTest(core, tenant)
        answers = [(await guest.say(text)).text for text in ("one", "two", "three")]
    assert answers[:2] == ["echo: one", "echo: two"]
    assert "try again" in answers[2]
