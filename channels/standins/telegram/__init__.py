"""A Telegram for tests: a strict Bot API server, people to play, faults to script.

    standin = TelegramStandin()
    async with standin.serving() as url:
        bot = Bot(standin.token, base_url=url + "/bot", base_file_url=url + "/file/bot")
        ana = standin.user(first_name="Ana", language_code="es")
        await ana.start("ref_42")              # the bot gets /start ref_42
        [welcome] = await ana.chat.wait_for(1)  # what the bot said, as Ana reads it
        query = await ana.press(welcome, "Two nights")
        standin.flood(ana.id, 60)              # 429 for every call to Ana's chat; see standin.violations

It imports neither the core nor the channel: what it knows of the protocol it knows from Telegram's documentation
(https://core.telegram.org/bots/api) and from the error messages of the open-source server
(https://github.com/tdlib/telegram-bot-api). Differences on purpose:

- Stricter: entities that overlap in part, and buttons with two actions, are refused. The server repairs or ignores
  them, although the documentation forbids both.
- Stricter: URLs of photos are never fetched; those that only this machine could reach are refused.
- Message ids are per chat in private chats, too, so that nobody takes them for unique.
- Looser: a webhook may use http and any port. 409 comes at once, not every three seconds.
- Not known: legacy Markdown, inline mode, channels, business accounts, payments, stories, forum topics, albums of
  other things than photos and documents.
"""

from __future__ import annotations

from channels.standins.telegram.kit import TelegramStandin

__all__ = ["TelegramStandin"]
