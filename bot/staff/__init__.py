"""The people behind the bot: takeover, replies, alerts."""
