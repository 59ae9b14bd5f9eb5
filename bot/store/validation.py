"""sql/validate.sql as `bot db validate` runs it: one row a check."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

import psycopg
from psycopg.rows import dict_row

from bot.errors import NotAdministrator, StoreError, StoreUnavailable


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    ok: bool
    detail: str


def validate(admin_url: str) -> list[Check]:
    """Every row of every statement of the file, in its order.

    Raises:
        StoreUnavailable: no connection. NotAdministrator: the address is the bot's own.
        StoreError: tables are missing that the checks read.
    """
    statements = files("sql").joinpath("validate.sql").read_bytes()
    checks: list[Check] = []
    try:
        with psycopg.connect(admin_url, autocommit=True) as conn:
            cursor = conn.cursor(row_factory=dict_row).execute(statements)
            while True:
                if cursor.description:
                    checks += [Check(row["check"], row["ok"], row["detail"]) for row in cursor.fetchall()]
                if not cursor.nextset():
                    return checks
    except psycopg.errors.InsufficientPrivilege as error:
        raise NotAdministrator from error
    except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedFunction, psycopg.errors.InvalidSchemaName) as error:
        missing = str(error).partition("\n")[0]
        raise StoreError(f"the migrations are not applied ({missing}); run `bot db migrate`") from error
    except psycopg.OperationalError as error:
        raise StoreUnavailable from error
