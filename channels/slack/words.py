"""What the channel says: to the team, and to whoever tries the concierge."""

from __future__ import annotations

from bot.words.phrases import for_guests, for_staff

STAFF, GUEST = for_staff("slack"), for_guests("slack")
