"""The files that make the database, as `sql/` holds them.

Applied in this order, by the runner as by `psql -f`: roles.sql; functions/policies/, which policies call;
migrations/, the tables and policies, each once; functions/, each replaced as a whole when it changes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from bot.errors import StoreError

PUBLIC = frozenset(("match_accommodations_public", "update_accommodation_units_public_updated_at"))  # else in lobby


@dataclass(frozen=True, slots=True)
class Migration:
    """A step in the history of the tables. Never edited once it is applied."""

    version: str  # the file's name without .sql
    up: str
    down: str

    @property
    def checksum(self) -> str:
        return checksum(self.up)


@dataclass(frozen=True, slots=True)
class Definition:
    """A function with its rights and triggers: the present tense."""

    path: str  # below sql/, without .sql
    text: str

    @property
    def function(self) -> str:
        """The only function of that name."""
        return self.path.rpartition("/")[2]

    @property
    def checksum(self) -> str:
        return checksum(self.text)


def checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def roles() -> str:
    """roles.sql: safe to apply again, and applied by every `bot db migrate`."""
    return _folder().joinpath("roles.sql").read_text("utf-8")


def drop_functions() -> str:
    """drop-functions.sql: what comes before a migration is taken back."""
    return _folder().joinpath("drop-functions.sql").read_text("utf-8")


def policy_functions() -> list[Definition]:
    return _definitions("functions/policies")


def functions() -> list[Definition]:
    return _definitions("functions")


def migrations() -> list[Migration]:
    """All migrations of the installation, oldest first.

    Raises:
        StoreError: a migration without a rollback.
    """
    folder = _folder().joinpath("migrations")
    found = []
    for file in _sql_files(folder):
        rollback = folder.joinpath("rollback", file.name)
        if not rollback.is_file():
            raise StoreError(f"sql/migrations/rollback/{file.name} is missing")
        found.append(Migration(file.name.removesuffix(".sql"), file.read_text("utf-8"), rollback.read_text("utf-8")))
    return found


def _definitions(folder: str) -> list[Definition]:
    return [
        Definition(f"{folder}/{file.name.removesuffix('.sql')}", file.read_text("utf-8"))
        for file in _sql_files(_folder().joinpath(*folder.split("/")))
    ]


def _sql_files(folder: Traversable) -> list[Traversable]:
    return sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)


def _folder() -> Traversable:
    return files("sql")
