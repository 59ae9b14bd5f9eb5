"""Replaces one function by what its file says, and removes one whose file is gone.

CREATE OR REPLACE suffices while arguments and result stay as they are: callers in progress notice nothing. Where they
change, the old function is dropped first; each name has one function.
"""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
from psycopg import sql
from psycopg.rows import class_row

from bot.errors import StoreError
from bot.store.schema_files import PUBLIC, Definition

_FUNCTIONS = """
SELECT p.oid::regprocedure::text AS signature, p.prorettype = 'trigger'::regtype AS of_a_trigger
  FROM pg_proc p
 WHERE p.pronamespace = %(schema)s::regnamespace AND p.proname = %(name)s
"""


@dataclass(frozen=True, slots=True)
class _Function:
    signature: str
    of_a_trigger: bool


def replace(conn: psycopg.Connection, definition: Definition) -> None:
    """Within the caller's transaction.

    Raises:
        StoreError: the file's statements fail, or the old function cannot be dropped because something that no
            function's file makes (a policy, a view) depends on it.
    """
    try:
        _apply(conn, definition)
    except (psycopg.errors.InvalidFunctionDefinition, psycopg.errors.AmbiguousFunction):  # of another signature
        remove(conn, definition.function)
        try:
            _apply(conn, definition)
        except psycopg.Error as error:
            raise _failed(definition, error) from error
    except psycopg.Error as error:
        raise _failed(definition, error) from error


def remove(conn: psycopg.Connection, name: str) -> None:
    """Drop the functions of ours with this name; a trigger's with its triggers. Raises StoreError as `replace`."""
    with conn.cursor(row_factory=class_row(_Function)) as cursor:
        found = cursor.execute(_FUNCTIONS, {"schema": "public" if name in PUBLIC else "lobby", "name": name}).fetchall()
    for function in found:
        drop = "DROP FUNCTION {} CASCADE" if function.of_a_trigger else "DROP FUNCTION {}"
        try:
            conn.execute(sql.SQL(drop).format(sql.SQL(function.signature)))  # the catalog's
        except psycopg.errors.DependentObjectsStillExist as error:
            dependents = (error.diag.message_detail or "").splitlines()
            raise StoreError(
                f"{function.signature} cannot be changed or dropped while {len(dependents)} others depend on it"
                f" ({dependents[0]}); write a migration that takes those away"
            ) from error


def _apply(conn: psycopg.Connection, definition: Definition) -> None:
    with conn.transaction():  # a savepoint
        conn.execute(definition.text.encode())  # bytes: the files are as trusted as code


def _failed(definition: Definition, error: psycopg.Error) -> StoreError:
    return StoreError(f"{definition.path} failed and was rolled back: {error}")
