"""How guests, visitors and staff reach the core: one package a channel."""
