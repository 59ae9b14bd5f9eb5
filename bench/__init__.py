"""Measurements that are rerun by hand: each module is a command."""
