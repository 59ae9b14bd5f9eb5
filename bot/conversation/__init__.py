"""The turn: from a guest's message to the reply."""
