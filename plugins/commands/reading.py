"""Which command a turn's messages are: a channel's action, a typed command word, or the language that was asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.conversation.turn import Turn
from bot.types import JSON, Action, GuestMessage
from bot.words.reception import PRIVACY
from plugins.commands.languages import code_of

KEY = "commands"  # in Session.state
# Of actions; the others are a card's buttons.
NAMES = frozenset("start help privacy human language reset link unlink resume_bot unsupported".split())
# Answered even when the guest writes on meanwhile: somebody is to come, or the conversation has moved.
_KEPT = frozenset({"human", "link", "unlink"})
_TYPED = re.compile(r"/(help|language|human|privacy)(?:\s+(\S+))?\s*", re.IGNORECASE)


def commanded(turn: Turn) -> Action | None:
    """The command to answer, as an action; None: the messages are for the concierge.

    The newest message counts; an earlier one of the same turn only where its answer must not be lost.
    """
    if newest := _command(turn, turn.messages[-1]):
        return newest
    earlier = [_command(turn, message) for message in turn.messages[:-1]]
    for command in reversed(earlier):
        if command and command.name in _KEPT:
            return command
    return None


def asked_language(turn: Turn) -> JSON:
    """The session's state in which the next message may be the name of a language."""
    return {**turn.session.state, KEY: {"asked_language": turn.messages[-1].seq}}


def _command(turn: Turn, message: GuestMessage) -> Action | None:
    if message.action:
        return message.action if message.action.name in NAMES else None
    if typed := _TYPED.fullmatch(message.text.strip()):
        name, argument = typed.group(1).lower(), typed.group(2)
        return Action(name, language=_code(argument) if name == "language" else None)
    if message.text.strip() in PRIVACY:
        return Action("privacy")
    if _was_asked(turn, message) and (code := code_of(message.text)):
        return Action("language", language=code)
    return None


def _code(argument: str | None) -> str | None:
    """What "/language es" or "/language Spanish" asks for; None: which one is still to be asked."""
    return code_of(argument) if argument else None


def _was_asked(turn: Turn, message: GuestMessage) -> bool:
    """Whether the message is the first one after the question for the language (a reply lies between the two)."""
    kept: Any = turn.session.state.get(KEY)
    asked = kept.get("asked_language") if isinstance(kept, Mapping) else None
    return isinstance(asked, int) and asked < message.seq <= asked + 2
