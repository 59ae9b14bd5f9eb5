"""How Telegram reads formatted text: entities, HTML and Markdown modes, buttons."""
