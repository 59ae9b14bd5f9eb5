"""What /metrics shows of Telegram."""

from __future__ import annotations

from prometheus_client import Counter

UPDATES = Counter(
    "lobby_telegram_updates_total", "Updates received", ["outcome"]
)  # message | answered | ignored | poison
FLOOD_WAITS = Counter("lobby_telegram_flood_waits_total", "Answers 429: a chat is left alone for a while")
REPEATED = Counter("lobby_telegram_repeated_sends_total", "Sends repeated after one whose outcome is not known")
UNREACHABLE = Counter("lobby_telegram_unreachable_total", "Chats that cannot be written to", ["reason"])
REFUSED = Counter(
    "lobby_telegram_refused_parts_total", "Parts sent in a simpler form after Telegram refused them", ["part"]
)
