"""A stand-in that speaks ARCHITECTURE.md §6.1, for what a real concierge cannot be told to do.

The text a guest sends chooses what happens (`SCRIPTS`): a limit, a stream, a hostile reply, staff taking over. The
ledger is true: gapless sequence numbers, repeated ids change nothing, `hello` resumes after `last_seq`.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from channels.web.pages.widget import widget, widget_routes

JSON = dict[str, Any]
UNIT_ID = "6d2f4dd2-0a3c-4f3a-9c37-0f4d1a3d5b10"
PHOTO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 10"><path fill="#9ad0ec" d="M0 0h16v10H0z"/>'
    '<path fill="#e9c46a" d="M0 8h16v2H0z"/><path fill="#fff" d="M5 4h6v4H5z"/></svg>'
)
TENANT = {
    "name": "Casas de Prueba",
    "locale": "en",
    "brand": {"color": "#0b5563", "greeting": {"en": "Hello! Where are you going?", "es": "¡Hola! ¿Adónde vas?"}},
}
INTENT = {
    "check_in": "2027-07-12",
    "check_out": "2027-07-15",
    "nights": 3,
    "guests": 4,
    "adults": None,
    "children": None,
    "accommodation_type": "house",
    "budget_range": {"min": None, "max": 200, "currency": "EUR"},
    "preferences": ["pool"],
    "captured_this_message": ["check_in", "check_out"],
}
QUOTE = {
    "check_in": "2027-07-12",
    "check_out": "2027-07-15",
    "nights": 3,
    "rates": [{"season": "High", "price": 180, "nights": 2}, {"season": None, "price": 150.5, "nights": 1}],
    "accommodation": 510.5,
    "cleaning_fee": 60,
    "total": 570.5,
    "currency": "EUR",
    "below_min_nights": 5,
}
LINES = [
    {"label": "2 nights × €180.00 (High)", "amount": "€360.00"},
    {"label": "1 night × €150.50", "amount": "€150.50"},
    {"label": "Cleaning", "amount": "€60.00"},
    {"label": "Total", "amount": "€570.50"},
]
HOSTILE_HTML = (
    "<p onclick='hacked()'>A <strong>safe</strong> word<script>window.hacked = 1</script>"
    "<img src=x onerror='window.hacked = 1'><a href='javascript:window.hacked = 1'>bad</a>"
    "<a href='https://example.com/x' style='color:red'>good</a><iframe src='https://example.com'></iframe></p>"
)


def card(name: str, quote: JSON | None, photos: int) -> JSON:
    return {
        "unit_id": UNIT_ID,
        "name": name,
        "unit_type": "house",
        "max_guests": 6,
        "photos": [{"url": f"/media/{n}.svg", "alt": f"{name}, view {n}"} for n in range(1, photos + 1)],
        "price_night": 150,
        "currency": "EUR",
        "quote": quote,
        "highlights": ["Pool", "Sea view", "Terrace or balcony"],
        "actions": [{"action": "book", "label": "Book"}, {"action": "ask", "label": "Ask about it"}],
        "price_lines": LINES if quote else [{"label": "from", "amount": "€150.00 a night"}],
    }


class Line:
    """One socket. It counts frames in both directions and breaks at the one the test chose, as networks do."""

    def __init__(self, socket: WebSocket, server: FakeServer) -> None:
        self._socket = socket
        self._server = server
        self._open = True

    async def send(self, frame: JSON) -> None:
        if self._open and await self.survives():
            await self._socket.send_text(json.dumps(frame))

    async def survives(self) -> bool:
        self._server.frames_to_cut -= 1
        if self._server.frames_to_cut == 0:
            await self.cut()
        return self._open

    async def cut(self) -> None:
        self._open = False
        await self._socket.close(1012)


@dataclass(slots=True)
class Conversation:
    """One visitor's session: its ledger and the sockets that follow it."""

    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    session_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    speaker: str = "bot"
    ledger: list[JSON] = field(default_factory=list)
    lines: set[Line] = field(default_factory=set)
    limited: set[str] = field(default_factory=set)
    linked: list[str] = field(default_factory=list)
    seen: asyncio.Event = field(default_factory=asyncio.Event)  # a test has seen the half of a stream

    def append(self, role: str, text: str, message_id: str | None = None, **extra: Any) -> JSON:
        message = {
            "type": "message",
            "seq": len(self.ledger) + 1,
            "id": message_id or str(uuid.uuid4()),
            "role": role,
            "text": text,
            "created_at": datetime.now(UTC).isoformat(),
            **extra,
        }
        self.ledger.append(message)
        return message

    async def push(self, frame: JSON, but: Line | None = None) -> None:
        for line in self.lines - {but}:
            await line.send(frame)


class FakeServer:
    """The application and what it has seen."""

    def __init__(self) -> None:
        self.origin = ""  # once it is served
        self.conversations: dict[str, Conversation] = {}
        self.hellos: list[JSON] = []
        self.frames: list[JSON] = []
        self.visits: list[JSON] = []
        self.hops: list[str] = []  # the channels that are on
        self.code_life = timedelta(minutes=15)
        self.release = widget()
        self.mute = False  # swallow everything, like a dead peer
        self.frames_to_cut = 0  # the frame after so many more, in either direction, is lost with its socket
        self.tasks: set[asyncio.Task[None]] = set()
        self.app: ASGIApp = Starlette(
            routes=[
                *widget_routes(lambda: self.release),
                Route("/api/public-chat/visit", self.visit, methods=["POST", "OPTIONS"]),
                Route("/media/{name}", lambda request: Response(PHOTO, media_type="image/svg+xml")),
                WebSocketRoute("/ws", self.socket),
            ]
        )

    async def visit(self, request: Request) -> Response:
        """As channels/web/http/cors.py and visits.py: a page of another origin asks first."""
        headers = {
            "Access-Control-Allow-Origin": request.headers["origin"],
            "Access-Control-Allow-Headers": "Content-Type",
        }
        if request.method == "POST":
            self.visits.append(await request.json())
        return Response(status_code=204, headers=headers)

    async def socket(self, socket: WebSocket) -> None:
        await socket.accept()
        line, conversation = Line(socket, self), None
        async for text in socket.iter_text():
            frame = json.loads(text)
            if self.mute or not await line.survives():
                continue
            if frame["type"] == "hello":
                conversation = await self.hello(line, frame)
            elif conversation:
                self.frames.append(frame)
                await self.handle(conversation, line, frame)
        if conversation:
            conversation.lines.discard(line)

    async def hello(self, line: Line, frame: JSON) -> Conversation | None:
        self.hellos.append(frame)
        if frame["token"] and frame["token"] not in self.conversations:
            await line.send({"type": "error", "code": "bad_token", "detail": "unknown"})
            return None
        conversation = self.conversations.get(frame["token"]) or Conversation()
        self.conversations[conversation.token] = conversation
        conversation.lines.add(line)
        welcome = {
            "type": "welcome",
            "token": conversation.token,
            "session_id": conversation.session_id,
            "seq": len(conversation.ledger),
            "expires_at": "2030-01-01T00:00:00Z",
            "speaker": conversation.speaker,
            "tenant": TENANT,
            "messages": conversation.ledger[frame["last_seq"] :],
            "suggestions": ["A house with a pool", "What is near the beach?"],
            "hops": self.hops,
            "linked": conversation.linked,
        }
        await line.send(welcome)
        return conversation

    async def handle(self, conversation: Conversation, line: Line, frame: JSON) -> None:
        match frame["type"]:
            case "ping":
                await line.send({"type": "pong"})
            case "message" | "action":
                await self.accept(conversation, line, frame)
            case "booking":
                await line.send(self.book(frame))
            case "link":
                await line.send(self.link(frame))
            case "unlink":
                await self.join(conversation, [])

    def link(self, frame: JSON) -> JSON:
        code = "K7QM2R9T"
        expires_at = (datetime.now(UTC) + self.code_life).isoformat()
        url = f"https://t.example/lobby?start=link_{code}"
        return {
            "type": "link",
            "id": frame["id"],
            "channel": frame["channel"],
            "code": code,
            "url": url,
            "expires_at": expires_at,
        }

    async def join(self, conversation: Conversation, channels: list[str]) -> None:
        """These channels are the visitor's from now on."""
        conversation.linked = channels
        await conversation.push({"type": "linked", "channels": channels})

    def book(self, frame: JSON) -> JSON:
        if frame["guest"]["name"] == "Nobody":
            return {"type": "error", "code": "conflict", "detail": "These dates are taken.", "id": frame["id"]}
        keys = ("id", "unit_id", "check_in", "check_out", "guests")
        answer = {"reservation_id": "r-1", "status": "pending", "total_amount": 570.5, "currency": "EUR"}
        return {"type": "booked", **{key: frame[key] for key in keys}, **answer, "external_reference": "LOBBY-1"}

    async def accept(self, conversation: Conversation, line: Line, frame: JSON) -> None:
        if frame["text"] == "limit me" and frame["id"] not in conversation.limited:
            conversation.limited.add(frame["id"])
            error = {"type": "error", "code": "rate_limited", "detail": "slow", "retry_after_s": 1, "id": frame["id"]}
            return await line.send(error)
        known = next((message for message in conversation.ledger if message["id"] == frame["id"]), None)
        message = known or conversation.append("user", frame["text"], frame["id"])
        await line.send({"type": "accepted", "id": frame["id"], "seq": message["seq"]})
        if known:
            return None
        await conversation.push(message, but=line)
        task = asyncio.create_task(self.answer(conversation, message))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return None

    async def answer(self, conversation: Conversation, message: JSON) -> None:
        script = SCRIPTS.get(message["text"].split()[0].lower(), say_back)
        await script(conversation, message)

    async def cut(self) -> None:
        """Drops every socket as a dying node does."""
        for conversation in self.conversations.values():
            for line in list(conversation.lines):
                conversation.lines.discard(line)
                await line.cut()


async def say_back(conversation: Conversation, message: JSON, **extra: Any) -> None:
    text = f"You said: {message['text']}"
    await conversation.push({"type": "typing", "role": "assistant"})
    reply = conversation.append("assistant", text, reply_to=[message["id"]], html=f"<p>{text}</p>", **extra)
    await conversation.push(reply)


async def show_cards(conversation: Conversation, message: JSON) -> None:
    cards = [card("Casa Blava", QUOTE, 3), card("Casa Verda", None, 1)]
    url = "https://example.com/book?in=2027-07-12"
    await say_back(
        conversation, message, cards=cards, travel_intent=INTENT, availability_url=url, suggestions=["Yes", "No"]
    )


async def stream(conversation: Conversation, message: JSON) -> None:
    """Three words; the third and the message wait until a test has seen what came before."""
    for part in ("One ", "two ", "three"):
        if part == "three":
            await conversation.seen.wait()
        await conversation.push({"type": "delta", "reply_to": [message["id"]], "text": part})
    await conversation.push(conversation.append("assistant", "One two three.", html="<p>One two three.</p>"))


async def attack(conversation: Conversation, message: JSON) -> None:
    await conversation.push(conversation.append("assistant", "A safe word", html=HOSTILE_HTML))


async def take_over(conversation: Conversation, message: JSON) -> None:
    await conversation.push({"type": "delta", "reply_to": [message["id"]], "text": "I was about to"})
    conversation.speaker = "staff"
    await conversation.push({"type": "speaker", "speaker": "staff", "name": "Ana"})
    await conversation.push(conversation.append("staff", "Ana here.", author="Ana"))


async def correct(conversation: Conversation, message: JSON) -> None:
    """Staff say two things, correct the first and take the second back."""
    first = conversation.append("staff", "Open at **8**", author="Ana", html="<p>Open at <strong>8</strong></p>")
    second = conversation.append("staff", "Wrong room", author="Ana", html="<p>Wrong room</p>")
    edited = {"author": "Ana", "html": "<p>Open at <strong>9</strong></p>", "edits": first["seq"]}
    edit = conversation.append("staff", "Open at **9**", **edited)
    deletion = conversation.append("staff", "", author="Ana", html="", edits=second["seq"], deleted=True)
    for frame in (first, second, edit, deletion):
        await conversation.push(frame)


SCRIPTS: dict[str, Callable[[Conversation, JSON], Awaitable[None]]] = {
    "cards": show_cards,
    "stream": stream,
    "attack": attack,
    "staff": take_over,
    "correct": correct,
}
