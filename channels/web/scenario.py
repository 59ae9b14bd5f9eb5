"""How scenarios visit the website: a real server on a free port, a real socket, frames as the widget gets them."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect

from bot.channel import Accept
from bot.core import Core
from bot.offers import wire
from bot.tasks import beside
from bot.testing.driver import WAIT_S, Needs, Rendered, running
from bot.testing.errors import ScenarioError, no_button
from bot.types import JSON, Action, Card, Tenant
from channels.web.channel import WebChannel

_STRUCTURE = re.compile(r"<(?:ul|ol|a|h3|code|pre|blockquote)\b")


class Driver:
    """`bot.testing.driver.Driver` of the website."""

    @asynccontextmanager
    async def platform(self, tenant: str) -> AsyncIterator[Needs]:
        """A browser needs nothing but the website."""
        yield Needs(channels=("channels.web",))

    @asynccontextmanager
    async def visit(self, core: Core, tenant: Tenant, accept: Accept, locale: str | None) -> AsyncIterator[Visitor]:
        channel = core.channels["web"]
        assert isinstance(channel, WebChannel)  # noqa: S101  # channels.web registers it
        async with running(channel.run(accept)) as serving:
            async with beside(channel.listening.wait()) as listening:
                await asyncio.wait({listening, serving}, timeout=WAIT_S, return_when=asyncio.FIRST_COMPLETED)
            url = f"ws://127.0.0.1:{channel.port}/ws"
            if channel.listening.is_set():
                async with connect(url, compression=None, proxy=None, open_timeout=WAIT_S) as socket:
                    visitor = Visitor(socket)
                    await visitor.hello(tenant.slug, locale)
                    yield visitor


class Visitor:
    """One visitor's socket."""

    has_written = False

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._seq = 0
        self._frames: list[JSON] = []  # not yet shown
        self._suggestions: Sequence[str] = ()
        self._cards: Sequence[Card] = ()

    async def hello(self, tenant: str, locale: str | None) -> None:
        await self._send({"type": "hello", "v": 1, "tenant": tenant, **({"locale": locale} if locale else {})})
        frame = await self._receive()
        if frame["type"] != "welcome":
            raise ScenarioError(f"the website does not welcome the guest: {frame.get('detail')}")
        self._frames.append(frame)

    async def say(self, text: str) -> None:
        await self._accepted({"type": "message", "text": text})

    async def press(self, label: str, card: str | None) -> None:
        """A quick reply sends its text, a card's button its action; without `card` quick replies come first."""
        if card is None and label in self._suggestions:
            await self.say(label)
            return
        for shown in self._cards:
            for button in shown.actions:
                if button.label == label and card in (None, shown.name):
                    pressed = wire.action_json(Action(button.action, shown.unit_id))
                    await self._accepted({"type": "action", "text": label, **pressed})
                    return
        raise no_button(label, card)

    async def shown(self, seq: int) -> list[Rendered]:
        while self._seq < seq:
            await self._take(await self._receive())
        await self._send({"type": "ping"})  # what was sent before the answer has arrived by then
        while (frame := await self._receive())["type"] != "pong":
            await self._take(frame)
        frames, self._frames = self._frames, []
        return [rendered for frame in frames if (rendered := _rendered(frame))]

    async def _take(self, frame: JSON) -> None:
        self._frames.append(frame)
        if frame["type"] == "error":
            raise ScenarioError(f"the website answers {frame['code']}: {frame['detail']}")
        if frame["type"] == "message":
            self._seq = max(self._seq, frame["seq"])
            if frame["role"] != "user":
                content = wire.read_content(frame)
                self._suggestions, self._cards = content.suggestions, content.cards

    async def _accepted(self, frame: JSON) -> None:
        id_ = str(uuid4())
        await self._send({**frame, "id": id_})
        while (received := await self._receive()).get("id") != id_ or received["type"] != "accepted":
            await self._take(received)
        self._seq = max(self._seq, received["seq"])

    async def _send(self, frame: JSON) -> None:
        await self._socket.send(json.dumps(frame))

    async def _receive(self) -> JSON:
        async with asyncio.timeout(WAIT_S):
            frame: JSON = json.loads(await self._socket.recv())
        if frame["type"] == "welcome":
            self._suggestions = wire.read_content(frame).suggestions
        return frame


# --- rendering ----------------------------------------------------------------------------------------------------


def _rendered(frame: JSON) -> Rendered | None:
    """A frame as the visitor sees it; None: nothing is seen of it."""
    match frame["type"]:
        case "welcome":
            suggestions = wire.read_content(frame).suggestions
            lines = [f"(the chat of {frame['tenant']['name']} opens)", *_buttons(suggestions)]
            return Rendered("notice", "", "\n".join(lines), suggestions=suggestions)
        case "message":
            return _message(frame)
        case "speaker":
            name = f" ({frame['name']})" if frame.get("name") else ""
            return Rendered("notice", "", f"(now speaks: {frame['speaker']}{name})")
    return None


def _message(frame: JSON) -> Rendered:
    text, content = frame["text"], wire.read_content(frame)
    if content.deleted or content.edits:
        what = "is taken back" if content.deleted else f"now reads: {text}"
        return Rendered("notice", text, f"(message {content.edits} {what})")
    if frame["role"] == "user":
        return Rendered("guest", text, text)
    lines = [f"{content.author}:"] if content.author else []
    lines += [*_text(text, frame["html"]), *_cards(content.cards)]
    if link := content.link:
        lines.append(f"link    {link.label} → {link.url}")
    if url := content.availability_url:
        lines.append(f"availability → {url}")
    lines += _buttons(content.suggestions)
    return Rendered(
        "staff" if frame["role"] == "staff" else "bot",
        text,
        "\n".join(lines),
        tuple(card.name for card in content.cards),
        content.suggestions,
    )


def _text(text: str, html: str) -> Iterator[str]:
    """The Markdown; and the HTML, where it is more than paragraphs."""
    yield text
    if _STRUCTURE.search(html):
        yield "html"
        yield from (f"    {line}" for line in html.strip().splitlines())


def _cards(cards: Sequence[Card]) -> Iterator[str]:
    for card in cards:
        yield f"card    {card.name}"
        guests = f"up to {card.max_guests} guests" if card.max_guests else None
        yield "        " + " · ".join(filter(None, [card.unit_type, guests, *card.highlights]))
        yield f"        {_price(card)}"
        for photo in card.photos[:1]:
            more = f", and {len(card.photos) - 1} more" if card.photos[1:] else ""
            yield f"        photo {photo.url} “{photo.alt}”{more}"
        yield "        " + " ".join(f"[{button.label}]" for button in card.actions)


def _price(card: Card) -> str:
    if card.quote is None:
        return "no price" if card.price_night is None else f"from {card.price_night} {card.currency} a night"
    quote = card.quote
    rates = " + ".join(
        f"{rate.nights} × {rate.price}" + (f" ({rate.season})" if rate.season else "") for rate in quote.rates
    )
    fee = f" + cleaning {quote.cleaning_fee}" if quote.cleaning_fee else ""
    return f"{quote.check_in} – {quote.check_out}: {rates}{fee} = {quote.total} {quote.currency}"


def _buttons(suggestions: Sequence[str]) -> Iterator[str]:
    if suggestions:
        yield "buttons " + " ".join(f"[{text}]" for text in suggestions)
