"""How scenarios write on Telegram: the real channel, long polling a stand-in for Telegram over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from itertools import groupby

from bot.channel import Accept
from bot.core import Core
from bot.testing.driver import Needs, Rendered, Seen, running
from bot.testing.errors import no_button
from bot.types import Tenant
from channels.standins.telegram import TelegramStandin
from channels.standins.telegram.chats import Button, Message
from channels.standins.telegram.players import User

_MARKS = {"bold": ("**", "**"), "italic": ("_", "_"), "code": ("`", "`"), "pre": ("```", "```")}
_OF_CARDS, _OF_SUGGESTIONS = ("b:", "a:", "p:"), ("t:", "s:")  # channels.telegram.buttons


class Driver:
    """`bot.testing.driver.Driver` of Telegram."""

    def __init__(self) -> None:
        self._telegram = TelegramStandin()

    @asynccontextmanager
    async def platform(self, tenant: str) -> AsyncIterator[Needs]:
        async with self._telegram.serving() as url:
            own = {"base_url": url, "tenant": tenant, "poll_timeout_s": 1}
            yield Needs(
                channels=("channels.telegram",),
                settings={"channels": {"telegram": own}},
                secrets={"telegram_bot_token": self._telegram.token},
            )

    @asynccontextmanager
    async def visit(self, core: Core, tenant: Tenant, accept: Accept, locale: str | None) -> AsyncIterator[Chatting]:
        """Every chat begins with the Start button, which sends /start."""
        language = locale.split("-")[0].lower() if locale else None
        user = self._telegram.user(first_name="Ana", language_code=language)
        async with running(core.channels["telegram"].run(accept)):
            await user.start()
            yield Chatting(user)


class Chatting:
    """A person in the private chat with the bot."""

    has_written = True

    def __init__(self, user: User) -> None:
        self._user = user
        self._seen = Seen()

    async def say(self, text: str) -> None:
        await self._user.send(text)

    async def press(self, label: str, card: str | None) -> None:
        """A card's button carries the card's number in a list of several."""
        for message in reversed(self._user.chat.from_bot):
            for button in message.buttons:
                if _is_meant(button, label, card, message):
                    await self._user.press(message, message.buttons.index(button))
                    return
        raise no_button(label, card)

    async def shown(self, seq: int) -> list[Rendered]:
        """All that was to be sent is sent by now."""
        new, changed = [], []
        for message in self._user.chat.from_bot:
            now = _render([message])
            known = self._seen.before(message.message_id, now)
            if known is None:
                new.append(message)
            elif known != now:
                changed.append(Rendered("notice", message.text, f"(message {message.message_id} now reads)\n{now}"))
        albums = groupby(new, key=lambda message: message.media_group_id or message.message_id)
        return [*changed, *(_rendered(list(messages)) for _, messages in albums)]


def _is_meant(button: Button, label: str, card: str | None, message: Message) -> bool:
    if button.data is None:
        return False
    if card is None:
        return button.text == label or button.text.partition(". ")[2] == label
    number, dot, rest = button.text.partition(". ")
    names = _cards(message)
    if card not in names or not button.data.startswith(_OF_CARDS):
        return False
    return (rest == label and number == str(names.index(card) + 1)) if dot else button.text == label


# --- rendering ----------------------------------------------------------------------------------------------------


def _rendered(messages: Sequence[Message]) -> Rendered:
    """One message, or an album of several."""
    cards = tuple(name for message in messages for name in _cards(message))
    buttons = [button for message in messages for button in message.buttons]
    suggestions = tuple(b.text for b in buttons if (b.data or "").startswith(_OF_SUGGESTIONS))
    return Rendered("bot", "\n".join(m.text for m in messages), _render(messages), cards, suggestions)


def _render(messages: Sequence[Message]) -> str:
    return "\n".join(_lines(messages))


def _lines(messages: Sequence[Message]) -> Iterator[str]:
    if len(messages) > 1:
        yield f"album of {len(messages)} pictures"
        for message in messages:
            yield f"    {message.kind} {_marked(message)}".rstrip()
        return
    [message] = messages
    if message.kind != "text":
        yield f"({message.kind})"
    yield _marked(message)
    for row in message.keyboard:
        yield "buttons " + " ".join(f"[{b.text}]" + (f" → {b.url}" if b.url else "") for b in row)


def _cards(message: Message) -> list[str]:
    """The units that the message's buttons belong to: numbered in a list, one in a caption."""
    if not any((button.data or "").startswith(_OF_CARDS) for button in message.buttons):
        return []
    bold = message.entity_texts("bold")
    numbered = [rest for text in bold for number, dot, rest in [text.partition(". ")] if dot and number.isdecimal()]
    return numbered or bold[:1]


def _marked(message: Message) -> str:
    """The text with its entities as Markdown has them; offsets count UTF-16 units.

    Source: https://core.telegram.org/bots/api#messageentity
    """
    units = message.text.encode("utf-16-le")
    marks: list[tuple[int, int, str]] = []  # (where, order at the same place, what)
    for entity in message.entities:
        opening, closing = ("[", f"]({entity['url']})") if "url" in entity else _MARKS.get(entity["type"], ("", ""))
        start, end = entity["offset"], entity["offset"] + entity["length"]
        marks += [(start, -end, opening), (end, -(10**9) - start, closing)]
    pieces, done = [], 0
    for where, _, mark in sorted(marks):
        pieces += [units[2 * done : 2 * where].decode("utf-16-le"), mark]
        done = where
    return "".join([*pieces, units[2 * done :].decode("utf-16-le")])
