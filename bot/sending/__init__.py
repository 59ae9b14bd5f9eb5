"""Outgoing messages on their way to platforms."""
