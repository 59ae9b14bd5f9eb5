"""Units of the demo business on Telegram, with the real concierge."""

from __future__ import annotations

import pytest

from bot.store.embedded import BOT_ROLE, as_role
from channels.standins.telegram import TelegramStandin
from channels.standins.telegram.chats import Chat, Message
from tests.channels.telegram.scene import node
from tests.conftest import TestDatabase

pytestmark = pytest.mark.slow  # loads the demo

CONCIERGE = ("plugins.concierge", "plugins.embeddings_local", "plugins.retrieval", "plugins.understanding")


def offering(chat: Chat, data: str) -> Message | None:
    """The newest message with a button whose data begin like this."""
    return next((m for m in reversed(chat.from_bot) if any((b.data or "").startswith(data) for b in m.buttons)), None)


def label(message: Message, data: str) -> str:
    return next(button.text for button in message.buttons if (button.data or "").startswith(data))


@pytest.mark.parametrize("refused", [False, True])
async def test_units_are_seen_asked_about_and_booked(demo_url: str, refused: bool) -> None:
    db = TestDatabase(demo_url, as_role(demo_url, BOT_ROLE))
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url, plugins=CONCIERGE):
        if refused:  # no picture ever arrives; the words do
            for method in ("sendPhoto", "sendMediaGroup"):
                standin.fail(method, 400, 1000, "Bad Request: failed to get HTTP URL content")
        ana = standin.user(first_name="Ana", last_name="López", language_code="es")
        await ana.send("busco algo para 4 personas del 10 al 17 de julio con piscina")
        offer = await ana.chat.wait_for(lambda chat: offering(chat, "b:"), 20)
        await ana.press(offer, label(offer, "p:"))
        if not refused:
            await ana.chat.wait_for(lambda chat: len(chat.albums) == 2)
        else:
            await ana.chat.wait_for(lambda chat: offering(chat, "b:") not in (None, offer))
        await ana.press(offer, label(offer, "b:"))
        await ana.chat.wait_for(lambda chat: "nombre" in chat.texts[-1].lower())
        await ana.send_contact("34600123456")
        await ana.chat.wait_for(lambda chat: "LB-" in "".join(chat.texts) or "?" in chat.texts[-1])
    assert [button.text for button in offer.buttons][:3] == ["1. Reservar", "1. Más fotos", "1. Saber más"]
    assert "1. " in offer.text
    assert [len(album) >= 2 for album in ana.chat.albums] == [] if refused else [True, True]
    assert standin.violations == []
