"""How guests say things: regular expressions over folded text (lowercase, no accents), one module per language."""
