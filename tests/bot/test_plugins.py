"""Finding, checking and isolating plugins, ours and others'."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot import Match, Refusal, Reply, hookimpl
from bot.conversation.turn import Turn
from bot.errors import ConfigError, PluginError
from tests.bot.conversation.test_turns import ECHO, message, replies
from tests.conftest import AppFactory, TestDatabase
from tests.support.plugins import plugin_module


async def test_load_hook_misspelt_stops_the_start_with_the_plugins_name(make_app: AppFactory) -> None:
    @hookimpl
    async def respnd(turn: Turn) -> None: ...

    with plugin_module("misspelt", respnd=respnd) as misspelt, pytest.raises(PluginError, match=r"misspelt.*respnd"):
        async with make_app(plugins=(misspelt,)):
            pass


async def test_load_argument_unknown_stops_the_start_with_the_plugins_name(make_app: AppFactory) -> None:
    @hookimpl
    async def respond(trun: Turn) -> None: ...

    with (
        plugin_module("argument", respond=respond) as argument,
        pytest.raises(PluginError, match=r"(?s)argument.*trun"),
    ):
        async with make_app(plugins=(argument,)):
            pass


async def test_load_module_missing_says_what_to_do(make_app: AppFactory) -> None:
    with pytest.raises(PluginError, match=r"no_such_module.*bot\.toml"):
        async with make_app(plugins=("no_such_module",)):
            pass


async def test_load_settings_are_validated_by_the_plugins_own_model(make_app: AppFactory) -> None:
    class Settings(BaseModel, extra="forbid"):
        colour: str = "red"

    built = []

    class Plugin:
        def __init__(self, core: object, settings: Settings) -> None:
            built.append(settings.colour)

    with plugin_module("painter", Settings=Settings, Plugin=Plugin) as painter:
        name = painter.rpartition(".")[2]
        async with make_app(plugins=(painter,), plugin_settings={name: {"colour": "blue"}}):
            pass
        with pytest.raises(ConfigError, match="colur; did you mean colour"):
            async with make_app(plugins=(painter,), plugin_settings={name: {"colur": "blue"}}):
                pass
    assert built == ["blue"]


async def test_turn_every_open_hook_fails_guest_is_still_answered(db: TestDatabase, make_app: AppFactory) -> None:
    tenant = db.add_tenant()

    @hookimpl
    async def extract_intent(turn: Turn) -> None:
        raise RuntimeError

    @hookimpl
    async def retrieve(turn: Turn) -> list[Match]:
        raise RuntimeError

    @hookimpl(tryfirst=True)
    async def respond(turn: Turn) -> Reply:
        raise RuntimeError

    with plugin_module("failing", extract_intent=extract_intent, retrieve=retrieve, respond=respond) as failing:
        async with make_app(plugins=(*ECHO, failing)) as core:
            accepted = await core.turns.accept(message(tenant, "hello", "1"))
            [reply] = await replies(core, tenant, accepted, 1)
    assert reply.text == "echo: hello"


async def test_turn_no_responder_answers_guest_reads_a_plain_sentence(db: TestDatabase, make_app: AppFactory) -> None:
    tenant = db.add_tenant(locale="es-ES")
    async with make_app() as core:
        accepted = await core.turns.accept(message(tenant, "hola", "1"))
        [reply] = await replies(core, tenant, accepted, 1)
    assert reply.text.startswith("Lo siento")
    assert "Referencia" in reply.text


async def test_turn_message_guard_fails_responder_is_not_asked(db: TestDatabase, make_app: AppFactory) -> None:
    tenant = db.add_tenant()

    @hookimpl
    async def allow_message(turn: Turn) -> Refusal | None:
        raise RuntimeError("secret detail")

    with plugin_module("guard", allow_message=allow_message) as guard:
        async with make_app(plugins=(*ECHO, guard)) as core:
            accepted = await core.turns.accept(message(tenant, "hello", "1"))
            [reply] = await replies(core, tenant, accepted, 1)
    assert reply.text.startswith("Sorry, I can't answer")
    assert "secret" not in reply.text


async def test_turn_message_guard_refuses_guest_reads_why(db: TestDatabase, make_app: AppFactory) -> None:
    tenant = db.add_tenant()

    @hookimpl
    async def allow_message(turn: Turn) -> Refusal | None:
        return Refusal("rate_limited", "Slowly, please.", 5)

    with plugin_module("guard", allow_message=allow_message) as guard:
        async with make_app(plugins=(*ECHO, guard)) as core:
            accepted = await core.turns.accept(message(tenant, "hello", "1"))
            [reply] = await replies(core, tenant, accepted, 1)
    assert reply.text == "Slowly, please."


async def test_turn_reply_guard_fails_reply_is_withheld(db: TestDatabase, make_app: AppFactory) -> None:
    tenant = db.add_tenant()

    @hookimpl
    async def check_reply(turn: Turn, reply: Reply) -> Reply | None:
        raise RuntimeError

    with plugin_module("gate", check_reply=check_reply) as gate:
        async with make_app(plugins=(*ECHO, gate)) as core:
            accepted = await core.turns.accept(message(tenant, "hello", "1"))
            [reply] = await replies(core, tenant, accepted, 1)
    assert reply.text.startswith("Sorry, I couldn't answer")


async def test_turn_plugin_forgets_where_sees_its_visitor_only(db: TestDatabase, make_app: AppFactory) -> None:
    tenant, other_tenant = db.add_tenant("one"), db.add_tenant("two")
    seen: list[tuple[str, str]] = []

    @hookimpl
    async def extract_intent(turn: Turn) -> None:
        async with turn.transaction() as conn:
            rows = await (await conn.execute("SELECT content FROM messages WHERE role = 'user'")).fetchall()
        seen.extend((turn.messages[0].id, content) for (content,) in rows)

    with plugin_module("forgetful", extract_intent=extract_intent) as forgetful:
        async with make_app(plugins=(*ECHO, forgetful)) as core:
            for owner in (tenant, other_tenant):
                for n in range(5):
                    user = f"{owner}-{n}"
                    accepted = await core.turns.accept(message(owner, f"text of {user}", user, user=user))
                    await replies(core, owner, accepted, 1)
    assert len(seen) == 10
    assert all(content == f"text of {user}" for user, content in seen)


PACKAGE = {
    "pyproject.toml": """
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"
[project]
name = "lobby-parrot"
version = "1.2.3"
[project.entry-points."lobby.plugins"]
parrot = "lobby_parrot"
[tool.setuptools]
py-modules = ["lobby_parrot"]
""",
    "lobby_parrot.py": """
from bot import Reply, hookimpl

@hookimpl
async def respond(turn):
    return Reply(f"parrot: {turn.text}")
""",
}


@pytest.fixture
def installed_package(tmp_path: Path) -> Path:
    """A third party's plugin, installed by pip into a folder of its own."""
    source, target = tmp_path / "source", tmp_path / "site"
    source.mkdir()
    for name, text in PACKAGE.items():
        (source / name).write_text(text)
    options = [
        "-q",
        "--no-deps",
        "--no-compile",
        "--no-build-isolation",
        "--disable-pip-version-check",
        "--target",
        str(target),
    ]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, str(source)], check=True)
    return target


@pytest.mark.slow
def test_plugin_installed_separately_is_listed_and_answers(db: TestDatabase, installed_package: Path) -> None:
    tenant = db.add_tenant()
    environment = {**os.environ, "PYTHONPATH": str(installed_package), "BOT_DATABASE__URL": db.url}
    listed = subprocess.run(
        [sys.executable, "-m", "bot", "plugins", "--json"], env=environment, check=True, capture_output=True, text=True
    )
    [parrot] = [plugin for plugin in json.loads(listed.stdout) if plugin["name"] == "parrot"]
    assert parrot["origin"] == "lobby_parrot (lobby-parrot 1.2.3)"
    assert parrot["hooks"] == ["respond"]

    out = installed_package.parent / "sent"
    environment |= {
        "BOT_CHANNELS__ENABLED": '["tests.support.pipe_channel"]',
        "BOT_JOBS__ENABLED": "false",
        "PIPE_OUT": str(out),
    }
    line = json.dumps({"tenant": str(tenant), "user": "guest", "id": "1", "text": "hello"})
    subprocess.run(
        [sys.executable, "-m", "tests.support.node"],
        env=environment,
        input=f"{line}\n",
        text=True,
        check=True,
        timeout=60,
    )
    assert json.loads(out.read_text())["text"] == "parrot: hello"
