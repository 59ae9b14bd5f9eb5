"""Methods about the bot itself, chats and files.

Source: https://core.telegram.org/bots/api#getme, #getchat, #getfile, #setmycommands, #setmydescription,
#setmyshortdescription
"""

from __future__ import annotations

import json
import re
from typing import Any

from channels.standins.telegram.errors import ApiError, bad_request
from channels.standins.telegram.files import MAX_DOWNLOAD_BYTES
from channels.standins.telegram.params import Params
from channels.standins.telegram.registry import Handler, Methods
from channels.standins.telegram.world import World

# telegram.constants.BotCommandLimit, BotDescriptionLimit, BotNameLimit
MAX_COMMANDS = 100
MAX_COMMAND_CHARS = 32
MAX_COMMAND_DESCRIPTION_CHARS = 256
COMMAND = re.compile(r"[a-z0-9_]+")  # "only lowercase English letters, digits and underscores"
TEXTS = {  # method's part of the name: (parameter, most characters)
    "Description": ("description", 512),
    "ShortDescription": ("short_description", 120),
    "Name": ("name", 64),
}
WIDE_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})

methods = Methods()


@methods.method("getMe")
def get_me(world: World, params: Params) -> dict[str, Any]:
    return world.me.to_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy_mode,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@methods.method("getChat")
def get_chat(world: World, params: Params) -> dict[str, Any]:
    chat = world.chat(params, write=False)
    full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _gift_types()}
    if chat.kind != "private":
        full["permissions"] = {"can_send_messages": True}
    return chat.to_json() | full


@methods.method("getFile")
def get_file(world: World, params: Params) -> dict[str, Any]:
    file_id = params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = world.files.stored.get(file_id)
    if stored is None or stored.content is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.content) > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return stored.to_json() | {"file_path": stored.path}


@methods.method("setMyCommands")
def set_my_commands(world: World, params: Params) -> bool:
    commands = params.structure("commands", "commands JSON object")
    if not isinstance(commands, list):
        raise bad_request("Expected an Array of BotCommand")
    if len(commands) > MAX_COMMANDS:
        raise ApiError(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
    checked = [_command(command) for command in commands]
    world.commands[_scope(world, params), _language(params)] = checked
    return True


@methods.method("getMyCommands")
def get_my_commands(world: World, params: Params) -> list[dict[str, str]]:
    return world.commands.get((_scope(world, params), _language(params)), [])


@methods.method("deleteMyCommands")
def delete_my_commands(world: World, params: Params) -> bool:
    world.commands.pop((_scope(world, params), _language(params)), None)
    return True


def _texts(part: str, name: str, most: int) -> tuple[Handler, Handler]:
    def set_text(world: World, params: Params) -> bool:
        value = params.text(name)
        if len(value) > most:
            raise ApiError(400, f"Bad Request: BOT_{part.upper()}_TOO_LONG")
        world.texts[name, _language(params)] = value
        return True

    def get_text(world: World, params: Params) -> dict[str, str]:
        """Of the language, else of the default."""
        default = world.texts.get((name, ""), world.me.first_name if name == "name" else "")
        return {name: world.texts.get((name, _language(params))) or default}

    return set_text, get_text


for _part, (_name, _most) in TEXTS.items():
    _set, _get = _texts(_part, _name, _most)
    methods.method(f"setMy{_part}")(_set)
    methods.method(f"getMy{_part}")(_get)


def _command(command: Any) -> dict[str, str]:
    if not isinstance(command, dict):
        raise bad_request("Can't parse BotCommand: expected an Object")
    for field in ("command", "description"):
        if not isinstance(command.get(field), str):
            raise bad_request(f"Can't parse BotCommand: Can't find field \"{field}\"")
    name = command["command"].strip().removeprefix("/")
    description = command["description"].strip()
    if not name:
        raise bad_request("Command must be non-empty")
    if len(name) > MAX_COMMAND_CHARS:
        raise bad_request(f"Command length must not exceed {MAX_COMMAND_CHARS}")
    if not COMMAND.fullmatch(name):
        raise ApiError(400, "Bad Request: BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("Command description must be non-empty")
    if len(description) > MAX_COMMAND_DESCRIPTION_CHARS:
        raise bad_request(f"Command description length must not exceed {MAX_COMMAND_DESCRIPTION_CHARS}")
    return {"command": name, "description": description}


def _scope(world: World, params: Params) -> str:
    """The scope as a key. Source: https://core.telegram.org/bots/api#botcommandscope"""
    scope = params.structure("scope", "BotCommandScope JSON object")
    if scope is None:
        return json.dumps({"type": "default"})
    if not isinstance(scope, dict) or not isinstance(scope.get("type"), str):
        raise bad_request("Can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = scope["type"]
    if kind in WIDE_SCOPES:
        return json.dumps({"type": kind})
    if kind not in CHAT_SCOPES:
        raise bad_request("Can't parse BotCommandScope: Unsupported type specified")
    if not scope.get("chat_id"):
        raise bad_request("Can't parse BotCommandScope: Empty chat_id specified")
    chat = world.chat(Params({"chat_id": str(scope["chat_id"])}))
    if chat.kind == "private" and kind != "chat":
        raise bad_request("Can't use specified scope in private chats")
    key = {"type": kind, "chat_id": chat.id}
    if kind == "chat_member":
        if not isinstance(scope.get("user_id"), int) or scope["user_id"] <= 0:
            raise bad_request("Can't parse BotCommandScope: Invalid user_id specified")
        key["user_id"] = scope["user_id"]
    return json.dumps(key)


def _language(params: Params) -> str:
    """ "A two-letter ISO 639-1 language code", or empty."""
    code = params.text("language_code")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("Invalid language code specified")
    return code


def _gift_types() -> dict[str, bool]:
    names = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    return dict.fromkeys(names, False)
