"""sql/schema.sql: what the migrations and functions make, to read and to compare. `make schema` writes it anew."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from bot.store.embedded import EmbeddedServer
from bot.store.migrations import migrate
from tests.sql.support import PSQL, SQL_FOLDER

SCHEMA = SQL_FOLDER / "schema.sql"
_HEAD = """\
-- The database as the files of sql/ make it: to read, not to apply. `make schema` writes it; a test compares.

"""
_VERSIONED = re.compile(r"^(-- Dumped |\\(un)?restrict |SET (transaction_timeout|default_table_access_method))")


def dump(url: str) -> str:
    """What pg_dump says of the schemas public and lobby, without what differs between versions and servers."""
    done = subprocess.run(
        [
            PSQL.with_name("pg_dump"),
            "--schema-only",
            "--schema=public",
            "--schema=lobby",
            "--exclude-table=lobby.schema_*",
            url,
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line.rstrip() for line in done.stdout.splitlines() if not _VERSIONED.match(line) and line != "--"]
    return _HEAD + re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="lobby-schema-") as folder:
        Path(folder).chmod(0o755)  # the server may run as another user
        server = EmbeddedServer(Path(folder) / "postgres")
        url = server.start()
        try:
            migrate(url)
            SCHEMA.write_text(dump(url), "utf-8")
        finally:
            server.stop()


if __name__ == "__main__":
    main()
