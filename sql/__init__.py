"""Migrations, functions and named queries, shipped as package data."""
