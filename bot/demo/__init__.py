"""The demo tenant: an invented holiday-rental business on Menorca with real listings (ATTRIBUTION.md)."""
