"""What can go wrong, sorted by what the caller does next. The docstring is the default sentence.

Every message says what is wrong and what to do. None carries a guest's text, a token or a full URL.
"""

from __future__ import annotations

import inspect


class BotError(Exception):
    """Something went wrong in the concierge."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or inspect.getdoc(type(self)))


class ConfigError(BotError):
    """A setting is wrong: correct bot.toml or the environment and start again."""


class PluginError(BotError):
    """A plugin cannot be loaded: see its name in the message."""


class StoreError(BotError):
    """The database did not do what was asked."""


class StoreUnavailable(StoreError):
    """The database cannot be reached: check that it runs and that its address is right, then try again."""


class EarlierDatabase(StoreError):
    """The database was made before the first release of Lobby and cannot be brought up to date: stop the bot and delete var/postgres if it is the embedded one, or else name a new, empty database in DATABASE_URL."""  # noqa: E501  # one sentence


class NotAdministrator(StoreError):
    """This needs an administrator's address: set BOT_DATABASE__ADMIN_URL, or [database] admin_url."""


class InvalidInput(BotError):
    """What came from outside is wrong; `code` is the wire's error code."""

    def __init__(self, message: str, code: str = "bad_request") -> None:
        super().__init__(message)
        self.code = code


class NotFound(InvalidInput):
    """Nothing with that id is visible here."""

    def __init__(self, message: str, code: str = "not_found") -> None:
        super().__init__(message, code)


class Conflict(InvalidInput):
    """It contradicts what is already recorded."""

    def __init__(self, message: str, code: str = "conflict") -> None:
        super().__init__(message, code)


class ModelError(BotError):
    """The language model did not answer."""


class ModelUnavailable(ModelError):
    """The model's server is out of reach, too slow or overloaded: it is tried again later."""

    retry_after_s: float | None = None  # where the server says when


class ModelMisconfigured(ModelError):
    """The model's server refuses: the key, the model's name, the quota or the request is wrong."""


class RequestRefused(ModelMisconfigured):
    """The model's server refuses this request; others may be welcome."""


class BudgetExhausted(ModelError):
    """No tokens are left for this visitor, this tenant or today."""


class ChannelError(BotError):
    """A channel could not do its work."""


class Retryable(ChannelError):
    """The platform asks to try again later."""

    def __init__(self, message: str, retry_after_s: float = 1.0) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class Permanent(ChannelError):
    """Trying again is of no use (blocked, deleted, malformed)."""
