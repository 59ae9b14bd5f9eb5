"""Built-in behaviour, each under the same hooks that third-party plugins use."""
