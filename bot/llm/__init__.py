"""Language models of an OpenAI-compatible server: who may spend how much, what is asked, and what went wrong.

`models` asks (bot.llm.models.Models is `app.models`, None without a key or a server), `budget` reserves and settles
tokens in the database, `conversation` holds what is said to a model.
The package `openai` is imported only when there is something to ask.
"""
