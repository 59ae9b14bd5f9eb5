"""The web socket."""
