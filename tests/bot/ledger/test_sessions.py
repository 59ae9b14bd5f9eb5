"""Channel users and their sessions."""

from __future__ import annotations

from tests.bot.conversation.test_turns import message
from tests.conftest import AppFactory, TestDatabase


async def test_one_person_talks_to_two_tenants_on_one_platform(db: TestDatabase, make_app: AppFactory) -> None:
    tenants = db.add_tenant("alpha"), db.add_tenant("beta")
    async with make_app(plugins=("tests.support.echo",)) as core:
        accepted = [await core.turns.accept(message(tenant, "hello", "1", user="42")) for tenant in tenants]
    assert accepted[0].session_id != accepted[1].session_id
    assert not any(one.duplicate for one in accepted)
