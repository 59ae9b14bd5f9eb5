"""Servers that stand in for the platforms, for tests and for trying things out. The product never imports them."""
