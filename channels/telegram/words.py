"""What the channel says to a guest; the greeting and the answers are the plugins'."""

from __future__ import annotations

from bot.words.phrases import for_guests

TELEGRAM = for_guests("telegram")
