"""`bot run` as a program: ready, reachable, ended in order."""

from __future__ import annotations

import gc
import json
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.cli.serving import set_aside
from bot.store.embedded import EmbeddedServer
from bot.store.server_process import ServerProcess
from tests.bot.cli.conftest import Bot

pytestmark = pytest.mark.slow


@contextmanager
def running(house: Path, environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """A node that is ready: the process, and what it said."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run", "--json"], cwd=house, env={**environment, "BOT_WEB__PORT": "0"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a background shell ignores it
    )  # fmt: skip
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line, process.communicate()[1]
        yield process, json.loads(line)
    finally:
        process.kill()
        process.communicate()


def status(url: str) -> int:
    try:
        return get(url)[0]
    except urllib.error.HTTPError as error:
        return error.code


def get(url: str) -> tuple[int, str]:
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310  # our own loopback server
        return answer.status, answer.read().decode()


@pytest.mark.usefixtures("on_database")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_run_says_where_it_is_and_ends_in_order(
    house: Path, environment: dict[str, str], ending: signal.Signals
) -> None:
    with running(house, environment) as (process, ready):
        assert ready["ready"] is True
        assert ready["channels"] == ["web"]
        assert get(ready["url"] + "healthz")[0] == 200
        assert get(ready["url"] + "readyz")[0] == 200
        assert "lobby_turns_total" in get(ready["url"] + "metrics")[1]
        process.send_signal(ending)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (0, ""), err
    assert "Traceback" not in err
    assert all(json.loads(line)["level"] == "info" for line in err.splitlines())


def test_first_run_brings_the_demo_and_the_second_leaves_it(
    house: Path, environment: dict[str, str], program: Bot
) -> None:
    (house / "bot.toml").write_text('[plugins]\nenabled = ["greeting", "plugins.embeddings_local"]\n')
    try:
        with running(house, environment) as (process, _):
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=30)
        [tenant] = json.loads(program("tenants", "list", "--json").stdout)
        assert tenant["slug"] == "demo"
        assert 40 <= tenant["units"] <= 80
        assert program("tenants", "set", "demo", "--name", "Renamed").returncode == 0
        with running(house, environment) as (process, _):
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=30)
        assert [t["name"] for t in json.loads(program("tenants", "list", "--json").stdout)] == ["Renamed"]
        findings = json.loads(program("doctor", "--json").stdout)
        assert [finding for finding in findings if finding["ok"] is False] == []
    finally:
        EmbeddedServer(house / "var" / "postgres").stop()


def test_run_starts_a_killed_embedded_server_again(house: Path, environment: dict[str, str]) -> None:
    data = house / "var" / "postgres"
    try:
        with running(house, environment) as (process, ready):
            server = ServerProcess(data).running()
            assert server is not None
            server.kill()
            deadline = time.monotonic() + 60
            while (again := ServerProcess(data).running()) is None or again.pid == server.pid:
                assert time.monotonic() < deadline, "nobody started the server again"
                time.sleep(0.1)
            while status(ready["url"] + "readyz") != 200:
                assert time.monotonic() < deadline, "the node did not find the server again"
                time.sleep(0.1)
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
        assert ServerProcess(data).running() is None
    finally:
        EmbeddedServer(data).stop()


@pytest.mark.usefixtures("on_database")
def test_run_without_a_channel_says_so(program: Bot, house: Path) -> None:
    (house / "bot.toml").write_text("[plugins]\nenabled = []\n[channels]\nenabled = []\nentry_points = false\n")
    done = program("run")
    assert done.returncode == 1
    assert "no channel is on" in done.stderr
    assert "Traceback" not in done.stderr


def test_set_aside_what_the_start_has_made_is_collected_no_more() -> None:
    thresholds = gc.get_threshold()
    made = [[] for _ in range(1_000)]  # type: list[list[object]]
    try:
        set_aside()
        assert gc.get_freeze_count() > len(made)
        assert not any(item is made for item in gc.get_objects())
    finally:
        gc.unfreeze()
        gc.set_threshold(*thresholds)
