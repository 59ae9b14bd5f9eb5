"""The website's life: start, stop, a database that goes away, pages of plugins."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from websockets.exceptions import InvalidStatus

from bot import hookimpl
from bot.app import App
from bot.channel import Addressed, Channel
from bot.conversation.turn import Turn
from bot.errors import Permanent
from bot.settings import Secrets, Settings
from bot.tasks import beside
from channels.web.channel import WebChannel
from tests.bot.conversation.test_turns import message, replies
from tests.channels.web.http.test_api import HELLO, assert_error
from tests.conftest import AppFactory, TestDatabase
from tests.support.plugins import plugin_module
from tests.support.web import ECHO, website

CHAT = "/api/public-chat"
SLOW = ("tests.support.slow",)


async def test_channel_has_an_address_only_while_it_listens(db: TestDatabase) -> None:
    async with website(db) as site:
        assert isinstance(site.channel, Channel)
        assert isinstance(site.channel, Addressed)
        assert site.channel.url == f"http://127.0.0.1:{site.channel.port}/"
    assert site.channel.url is None


async def test_channel_port_in_use_is_explained(db: TestDatabase) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = Settings(
            web={"port": port},
            plugins={"enabled": (), "entry_points": False},
            channels={"enabled": ("channels.web",), "entry_points": False},
        )
        core = App(settings, Secrets(), db.url).core
        with pytest.raises(Permanent, match=f"cannot listen on 127.0.0.1 port {port} .*BOT_WEB__PORT"):
            await WebChannel(core).run(core.turns.accept)


async def test_shutdown_finishes_the_turn_then_closes_the_sockets(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db, plugins=SLOW) as site, site.visitor() as visitor, site.http() as client:
        id_ = await visitor.say("last words")
        request = asyncio.create_task(client.post(CHAT, json=HELLO))
        await visitor.until("accepted")
        while site.core.turns.running < 2:
            await asyncio.sleep(0.01)
        site.running.cancel()
        await asyncio.sleep(0.1)
        late = await visitor.say("one more")
        refused = await visitor.until("error")
        with pytest.raises((OSError, InvalidStatus)):
            async with site.socket():
                pass
        reply = await visitor.until("message")
        code = await visitor.closed()
        answer = await request
    assert (refused["code"], refused["id"]) == ("unavailable", late)
    assert (reply["reply_to"], reply["text"]) == ([id_], "at last: last words")
    assert code == 1012
    assert answer.json()["data"]["response"] == "at last: hello"
    with db.admin() as conn:
        assert conn.execute("SELECT count(*) FROM messages WHERE content = 'one more'").fetchone() == (0,)


@pytest.mark.parametrize("crashed", [False, True])
async def test_end_of_the_website_leaves_other_channels_turns_alone(
    db: TestDatabase, make_app: AppFactory, crashed: bool
) -> None:
    tenant = db.add_tenant()
    release = asyncio.Event()

    @hookimpl
    async def allow_message(turn: Turn) -> None:
        await release.wait()

    with plugin_module("waiting", allow_message=allow_message) as waiting:
        async with make_app(
            plugins=(ECHO, waiting), channels=("channels.web",), web={"port": 0}, turn={"shutdown_grace_s": 0.1}
        ) as core:
            web = core.channels["web"]
            assert isinstance(web, WebChannel)
            async with beside(web.run(core.turns.accept)) as running:
                await web.listening.wait()
                accepted = await core.turns.accept(message(tenant, "from elsewhere", "1"))
                if crashed:
                    [server] = [task for task in asyncio.all_tasks() if task.get_name() == "uvicorn"]
                    server.cancel()
                    await asyncio.wait([running])
            assert core.turns.running == 1
            release.set()
            [reply] = await replies(core, tenant, accepted, 1)
    assert reply.text == "echo: from elsewhere"


async def test_typing_is_shown_while_an_answer_takes_long(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db, plugins=SLOW) as site, site.visitor() as visitor:
        await visitor.ask("think hard")
    assert [frame["type"] for frame in visitor.frames] == ["welcome", "accepted", "typing", "message"]
    assert visitor.frames[2] == {"type": "typing", "role": "assistant"}


@contextmanager
def no_database(db: TestDatabase) -> Iterator[None]:
    """The bot is thrown out of its database and cannot come back until the block ends."""
    with db.admin() as conn:
        conn.execute("ALTER ROLE lobby_bot NOLOGIN")
        conn.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'lobby_bot'")
    try:
        yield
    finally:
        with db.admin() as conn:
            conn.execute("ALTER ROLE lobby_bot LOGIN")


async def test_message_while_the_database_is_away_is_not_accepted_and_can_be_sent_again(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.visitor() as visitor:
        await visitor.ask("before")
        with no_database(db):
            id_ = await visitor.say("during")
            refused = await visitor.until("error")
        async with asyncio.timeout(30):
            while True:
                await visitor.say("during", id_)
                if (frame := await visitor.receive())["type"] == "accepted":
                    break
        reply = await visitor.until("message")
    assert (refused["code"], refused["id"], refused["retry_after_s"]) == ("unavailable", id_, 3)
    assert len(refused["error_id"]) == 12
    assert (frame["seq"], reply["text"]) == (3, "echo: during")


async def test_plugin_routes_are_served_and_their_failures_have_the_common_shape(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db, plugins=(ECHO, "tests.support.routes")) as site, site.http() as client:
        found = await client.get("/plugin/tenant/demo")
        broken = await client.get("/plugin/broken", headers={"Accept-Language": "es"})
        page = await client.get("/docs")
    assert found.json() == {"name": "Demo"}
    error = assert_error(broken, 500, "internal")
    assert error["message"] == "Algo ha fallado por nuestra parte. Inténtalo de nuevo en un momento, por favor."
    assert "/plugin/tenant/{slug}" in page.text


async def test_logs_hold_neither_what_was_said_nor_who_said_it(
    db: TestDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    db.add_tenant()
    caplog.set_level("DEBUG")
    async with website(db, plugins=(ECHO, "tests.support.routes")) as site, site.http() as client:
        async with site.visitor() as visitor:
            await visitor.ask("my canary is yellow")
            await visitor.say("canary " + "x" * 3000)
            await visitor.until("error")
        token = visitor.token
        await client.post(CHAT, json={**HELLO, "message": "another canary", "colour": "canary"})
        await client.get(f"{CHAT}/session/{token}")
        await client.get(f"{CHAT}/session/{token}", headers={"Authorization": f"Bearer {token}"})
    ours = [r for r in caplog.records if r.name.split(".")[0] in ("bot", "channels", "plugins", "uvicorn")]
    told = [f"{record.getMessage()} {record.__dict__}" for record in ours]
    assert any("error_id" in line for line in told)
    assert not [line for line in told if "canary" in line or token in line]
