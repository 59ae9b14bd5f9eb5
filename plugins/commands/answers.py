"""What is said to each command."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from bot import Extraction, Reply
from bot.conversation.turn import Turn
from bot.ledger.sessions import WEB
from bot.types import Action
from bot.words import reception
from bot.words.languages import ANSWERED, names_in, native_name
from bot.words.phrases import for_guests
from plugins.commands.languages import code_of
from plugins.commands.reading import asked_language
from plugins.commands.trip import trip

COMMANDS, LABELS = for_guests("commands"), for_guests("labels")
# Telegram's kinds of content by the sentence that fits them; the rest is "other".
_KINDS = {
    "photo": "photo live_photo paid_media",
    "video": "video video_note animation story",
    "voice": "voice audio",
    "sticker": "sticker dice",
    "location": "location venue",
    "document": "document",
}
_KIND = {kind: sentence for sentence, kinds in _KINDS.items() for kind in kinds.split()}


async def answer(turn: Turn, command: Action) -> Reply:
    """The reply to an action of `reading.NAMES`."""
    return await _ANSWERS[command.name](turn, command)


async def _start(turn: Turn, command: Action) -> Reply:
    if turn.session.history:
        return await _going_on(turn, "welcome_back")
    return _reply([reception.greeting(turn.tenant, turn.locale)], _opening(turn))


async def _help(turn: Turn, command: Action) -> Reply:
    return _reply([COMMANDS.say("help", turn.locale)], _opening(turn))


async def _human(turn: Turn, command: Action) -> Reply:
    paragraphs = reception.handoff(turn.tenant, turn.locale)
    return Reply("\n\n".join(paragraphs), handoff="the guest asks for a person", composed=True)


async def _reset(turn: Turn, command: Action) -> Reply:
    return _reply([COMMANDS.say("reset", turn.locale)], _opening(turn))


async def _resume_bot(turn: Turn, command: Action) -> Reply:
    return await _going_on(turn, "back")


async def _privacy(turn: Turn, command: Action) -> Reply:
    paragraphs = [COMMANDS.say("privacy", turn.locale), reception.contact(turn.tenant, turn.locale) or ""]
    return _reply(paragraphs, [LABELS.say("person", turn.locale)])


async def _language(turn: Turn, command: Action) -> Reply:
    wanted = command.language  # a code, or as somebody typed it
    language = code_of(wanted) if wanted else None
    if language in ANSWERED:
        turn.read(Extraction(language=language))
        return _reply([COMMANDS.say("language_set", turn.locale)], _opening(turn) if not turn.session.history else [])
    if wanted:
        text = COMMANDS.say("language_unknown", turn.locale, languages=names_in(turn.locale))
    else:
        text = COMMANDS.say("language_which", turn.locale)
    return Reply(text, suggestions=tuple(map(native_name, ANSWERED)), state=asked_language(turn), composed=True)


async def _link(turn: Turn, command: Action) -> Reply:
    if command.linked:
        return _reply([COMMANDS.say("linked", turn.locale), await trip(turn), _undo(turn)], [])
    reason = command.reason
    known = reason if reason in {"expired", "used", "too_many", "staff"} else "unknown"
    return _reply([COMMANDS.say(f"refused_link.{known}", turn.locale)], [])


def _undo(turn: Turn) -> str:
    """How to part again. Both channels read it; a turn that had begun on the website does not know the other's name."""
    channel = turn.session.channel
    return "" if channel == WEB else COMMANDS.say("linked_undo", turn.locale, channel=channel.capitalize())


async def _unlink(turn: Turn, command: Action) -> Reply:
    return _reply([COMMANDS.say("unlinked" if command.unlinked else "unlinked_nothing", turn.locale)], [])


async def _unsupported(turn: Turn, command: Action) -> Reply:
    return _reply([COMMANDS.say(f"unsupported.{_KIND.get(command.kind or '', 'other')}", turn.locale)], [])


async def _going_on(turn: Turn, hello: str) -> Reply:
    """A hello in a conversation that goes on where it was."""
    paragraphs = [COMMANDS.say(hello, turn.locale), await trip(turn), COMMANDS.say("go_on", turn.locale)]
    return _reply(paragraphs, _opening(turn))


def _opening(turn: Turn) -> list[str]:
    return reception.opening_suggestions(turn.tenant, turn.locale)


def _reply(paragraphs: Iterable[str], suggestions: Iterable[str]) -> Reply:
    """Out of the paragraphs that are not empty; what the concierge remembers stays."""
    return Reply("\n\n".join(filter(None, paragraphs)), suggestions=tuple(suggestions), composed=True)


_ANSWERS: dict[str, Callable[[Turn, Action], Awaitable[Reply]]] = {
    "start": _start,
    "help": _help,
    "human": _human,
    "reset": _reset,
    "resume_bot": _resume_bot,
    "privacy": _privacy,
    "language": _language,
    "link": _link,
    "unlink": _unlink,
    "unsupported": _unsupported,
}
