"""The embedded server where people put it, and after everything that can befall it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from bot.errors import StoreUnavailable
from bot.store.embedded import EmbeddedServer
from bot.store.server_process import ServerProcess
from bot.testing.throwaway import memory_folder

pytestmark = pytest.mark.slow

HOLD = "import sys; from pathlib import Path; from bot.store.embedded import EmbeddedServer as E; "


@pytest.fixture
def house() -> Iterator[Path]:
    """A folder that the server's user can reach; what runs in it at the end is stopped."""
    with tempfile.TemporaryDirectory(prefix="lobby-house-", dir=memory_folder()) as folder:
        yield Path(folder)
        for pid_file in Path(folder).rglob("postmaster.pid"):
            EmbeddedServer(pid_file.parent).stop()


def answers(url: str) -> bool:
    with psycopg.connect(url) as conn:
        return conn.execute("SELECT current_database()").fetchone() == ("lobby",)


def note(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
        conn.execute("INSERT INTO kept VALUES (1)")


def noted(url: str) -> int:
    with psycopg.connect(url) as conn:
        row = conn.execute("SELECT count(*) FROM kept").fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize(
    "name", ["a house with spaces", "casa-ñandú-東京", "$HOME `id` \"x\" 'y', z%20&#?", "long" + "/deep-folder" * 12]
)
def test_embedded_server_runs_in_any_folder(house: Path, name: str) -> None:
    server = EmbeddedServer(house / name / "postgres")
    assert answers(server.start())
    assert server.stop() is True
    assert server.stop() is False


def killed(data: Path) -> int:
    """Kill the server of this directory with SIGKILL; the number it had."""
    process = ServerProcess(data).running()
    assert process is not None
    children = process.children()
    process.kill()
    psutil.wait_procs([process, *children], timeout=10)
    return int(process.pid)


def test_embedded_server_killed_is_started_again_with_its_data(house: Path) -> None:
    server = EmbeddedServer(house / "postgres")
    note(server.start())
    killed(house / "postgres")
    assert noted(server.start()) == 1


@pytest.mark.parametrize("stale", ["{pid}\n", "", "nonsense", "another's"])
def test_embedded_server_with_a_stale_pid_file_starts(house: Path, stale: str) -> None:
    """After a crash the number in the file may be any process's: in a container it often is."""
    server = EmbeddedServer(house / "postgres")
    note(server.start())
    pid_file = house / "postgres" / "postmaster.pid"
    whole = pid_file.read_text()
    pid = killed(house / "postgres")
    if stale == "another's":
        (house / "postgres" / ".s.PGSQL.5432.lock").write_text(whole.replace(str(pid), str(os.getpid()), 1))
    pid_file.write_text(whole.replace(str(pid), str(os.getpid()), 1) if stale == "another's" else stale.format(pid=pid))
    assert noted(server.start()) == 1


def test_embedded_server_whose_first_start_was_killed_starts(house: Path) -> None:
    (house / "postgres.new" / "base").mkdir(parents=True)
    (house / "postgres.new" / "PG_VERSION").write_text("18\n")
    (house / "postgres").mkdir()
    assert answers(EmbeddedServer(house / "postgres").start())


def test_embedded_server_is_shared_and_ends_with_its_last_user_also_a_killed_one(house: Path) -> None:
    data = house / "postgres"
    program = HOLD + "print(E(Path(sys.argv[1])).start(), flush=True); sys.stdin.read()"
    users = [
        subprocess.Popen([sys.executable, "-c", program, str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    for user in users:
        assert user.stdout is not None
        assert answers(user.stdout.readline().decode().strip())
    users[0].kill()
    users[0].wait()
    users[1].communicate()
    assert ServerProcess(data).running() is not None
    users[2].communicate()
    assert ServerProcess(data).running() is None
    for pipe in (users[0].stdin, users[0].stdout):
        assert pipe is not None
        pipe.close()


def test_embedded_server_survives_the_ctrl_c_of_its_terminal(house: Path) -> None:
    """Ctrl-C reaches the whole process group; the bot must still be able to write what it has begun."""
    program = HOLD + "E(Path(sys.argv[1])).start(); import os; os.killpg(0, 2)"
    subprocess.run([sys.executable, "-c", program, house / "postgres"], start_new_session=True, stderr=subprocess.PIPE)
    assert "received fast shutdown request" in (house / "postgres" / "log").read_text()  # our own, in order
    assert "interrupted" not in (house / "postgres" / "log").read_text()


def test_embedded_server_on_what_is_no_data_directory_says_so_and_leaves_it(house: Path) -> None:
    (house / "postgres").mkdir()
    (house / "postgres" / "diary.txt").write_text("dear diary")
    with pytest.raises(StoreUnavailable, match="DATABASE_URL"):
        EmbeddedServer(house / "postgres").start()
    assert (house / "postgres" / "diary.txt").read_text() == "dear diary"


def test_embedded_server_that_cannot_start_shows_its_log(house: Path) -> None:
    server = EmbeddedServer(house / "postgres")
    server.start()
    server.stop()
    with (house / "postgres" / "postgresql.conf").open("a") as file:
        file.write("no_such_setting = 1\n")
    began = time.monotonic()
    with pytest.raises(StoreUnavailable, match="no_such_setting"):
        server.start()
    assert time.monotonic() - began < 60  # noticed, not waited for


def test_embedded_server_in_a_folder_that_cannot_be_written_says_which(house: Path) -> None:
    (house / "file").write_text("")
    with pytest.raises(StoreUnavailable, match="file"):
        EmbeddedServer(house / "file" / "postgres").start()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts programs as somebody else")
def test_embedded_server_of_root_is_refused_to_others_with_advice(house: Path) -> None:
    server = EmbeddedServer(house / "postgres")
    server.start()
    program = (
        HOLD + "import os; os.setgid(65534); os.setuid(65534)\n"
        "try: E(Path(sys.argv[1])).start()\n"
        "except Exception as e: print(e)"
    )
    house.chmod(0o777)
    done = subprocess.run([sys.executable, "-c", program, house / "postgres"], capture_output=True, text=True)
    assert "it belongs to the user root; run as root" in done.stdout, done
