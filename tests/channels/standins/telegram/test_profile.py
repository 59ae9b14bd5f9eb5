"""The bot's own settings."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
    constants,
)
from telegram.error import BadRequest

from channels.standins.telegram import profile
from tests.channels.standins.telegram.conftest import Line

HELP = [BotCommand("help", "What I can do")]


async def test_bot_knows_itself(line: Line) -> None:
    me = await line.bot.get_me()
    assert (me.id, me.username, me.is_bot) == (int(line.standin.token.split(":")[0]), "lobby_demo_bot", True)
    assert me.can_read_all_group_messages is False


def test_limits_are_those_of_the_independent_client() -> None:
    assert constants.BotCommandLimit.MAX_COMMAND_NUMBER == profile.MAX_COMMANDS
    assert constants.BotCommandLimit.MAX_COMMAND == profile.MAX_COMMAND_CHARS
    assert constants.BotCommandLimit.MAX_DESCRIPTION == profile.MAX_COMMAND_DESCRIPTION_CHARS
    assert constants.BotDescriptionLimit.MAX_DESCRIPTION_LENGTH == profile.TEXTS["Description"][1]
    assert constants.BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH == profile.TEXTS["ShortDescription"][1]


async def test_commands_are_kept_by_scope_and_language(line: Line) -> None:
    user = line.user()
    ayuda = [BotCommand("ayuda", "Lo que sé hacer")]
    await line.bot.set_my_commands(HELP)
    await line.bot.set_my_commands(ayuda, BotCommandScopeAllPrivateChats(), "es")
    await line.bot.set_my_commands(ayuda, BotCommandScopeChat(user.id))
    assert await line.bot.get_my_commands() == tuple(HELP)
    assert await line.bot.get_my_commands(BotCommandScopeAllPrivateChats(), "es") == tuple(ayuda)
    assert await line.bot.get_my_commands(BotCommandScopeAllPrivateChats(), "pt") == ()
    assert await line.bot.get_my_commands(BotCommandScopeChat(user.id)) == tuple(ayuda)
    await line.bot.delete_my_commands()
    assert await line.bot.get_my_commands() == ()


@pytest.mark.parametrize(
    ("commands", "reason"),
    [
        ([{"command": "Help", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "ayúdame", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a" * 33, "description": "x"}], "command length must not exceed 32"),
        ([{"command": "/", "description": "x"}], "command must be non-empty"),
        ([{"command": "a", "description": " "}], "command description must be non-empty"),
        ([{"command": "a", "description": "x" * 257}], "command description length must not exceed 256"),
        ([{"command": "a"}], "can't parse BotCommand: Can't find field \"description\""),
        ([{"command": f"a{number}", "description": "x"} for number in range(101)], "BOT_COMMANDS_TOO_MUCH"),
        ({}, "expected an Array of BotCommand"),
    ],
)
async def test_bad_command_is_refused(line: Line, commands: Any, reason: str) -> None:
    assert await line.refusal("setMyCommands", commands=commands) == f"Bad Request: {reason}"


@pytest.mark.parametrize(
    ("scope", "language", "reason"),
    [
        ({"type": "galaxy"}, "", "can't parse BotCommandScope: Unsupported type specified"),
        ({"type": "chat"}, "", "can't parse BotCommandScope: Empty chat_id specified"),
        ({"type": "chat", "chat_id": 99}, "", "chat not found"),
        ("x", "", "can't parse BotCommandScope JSON object"),
        ({"type": "default"}, "es-MX", "invalid language code specified"),
        ({"type": "default"}, "ES", "invalid language code specified"),
    ],
)
async def test_bad_scope_or_language_is_refused(line: Line, scope: Any, language: str, reason: str) -> None:
    commands = [{"command": "a", "description": "x"}]
    refusal = await line.refusal("setMyCommands", commands=commands, scope=scope, language_code=language)
    assert refusal == f"Bad Request: {reason}"


async def test_scope_of_a_member_is_for_groups(line: Line) -> None:
    user = line.user()
    with pytest.raises(BadRequest, match="Can't use specified scope in private chats"):
        await line.bot.set_my_commands(HELP, BotCommandScopeChatMember(user.id, user.id))
    group = line.standin.group(user)
    await line.bot.set_my_commands(HELP, BotCommandScopeChatMember(group.id, user.id))


async def test_descriptions_are_kept_by_language(line: Line) -> None:
    await line.bot.set_my_description("Concierge")
    await line.bot.set_my_description("Conserje", "es")
    await line.bot.set_my_short_description("Short", "en")
    assert (await line.bot.get_my_description()).description == "Concierge"
    assert (await line.bot.get_my_description("es")).description == "Conserje"
    assert (await line.bot.get_my_description("de")).description == "Concierge"
    assert (await line.bot.get_my_short_description("en")).short_description == "Short"
    assert (await line.bot.get_my_name()).name == "Lobby"
    assert "TOO_LONG" in await line.refusal("setMyDescription", description="x" * 513)
    assert "TOO_LONG" in await line.refusal("setMyShortDescription", short_description="x" * 121)
    assert "language code" in await line.refusal("setMyDescription", description="x", language_code="spa")
