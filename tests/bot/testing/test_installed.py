"""The package as pip installs it: whole, and of use to a project that has nothing but the documentation."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
ROOMS = ("bot", "channels", "plugins", "sql")
IGNORED = shutil.ignore_patterns("__pycache__")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Out of a copy of the sources: building writes beside them."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("installed")
    for room in (*ROOMS, "tests", "examples", "bench"):
        shutil.copytree(ROOT / room, source / room, ignore=IGNORED)
    for file in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / file, source)
    pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", "--no-compile"]
    subprocess.run([*pip, "--no-index", "--no-build-isolation", "--target", target, source], check=True, timeout=300)
    return target


def files(folder: Path) -> set[str]:
    return {
        str(file.relative_to(folder.parent))
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


@pytest.mark.parametrize("room", ROOMS)
def test_every_file_of_a_room_is_installed(installed: Path, room: str) -> None:
    assert files(ROOT / room) - files(installed / room) == set()


def test_what_is_ours_alone_is_not_installed(installed: Path) -> None:
    assert {name.name for name in installed.iterdir() if name.is_dir() and "." not in name.name} == {*ROOMS, "bin"}


def test_project_made_by_the_documentation_alone_passes(
    installed: Path, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (ROOT / "docs" / "scenarios.md").read_text("utf-8").partition("## In a project of your own")[2]
    ini, scenario = block(page, "ini"), block(page, "toml")
    channel, driver = re.findall(r"^`pigeon/\w+\.py`.*?^```python\n(.*?)^```$", page, re.M | re.S)
    plugin = block((ROOT / "docs" / "plugins.md").read_text("utf-8"), "python")
    for name, text in {
        "pytest.ini": f"{ini}lobby_channels = pigeon\n",
        "hours.scenario.toml": scenario,
        "opening_hours.py": plugin,
        "pigeon/__init__.py": channel,
        "pigeon/scenario.py": driver,
        "test_place.py": f"import bot\n\ndef test_place():\n    assert bot.__file__.startswith({str(installed)!r})\n",
    }.items():
        (pytester.path / name).parent.mkdir(exist_ok=True)
        (pytester.path / name).write_text(text, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(installed))
    pytester.runpytest_subprocess("--update-golden", timeout=300).assert_outcomes(passed=6)
    pytester.runpytest_subprocess("--channels", "web", timeout=300).assert_outcomes(passed=2)
    letter = (pytester.path / "golden" / "hours" / "pigeon.txt").read_text("utf-8")
    assert "    a letter: Reception is open from 9 to 21 h.\n" in letter


def block(page: str, language: str) -> str:
    """The first one in this language."""
    found = re.search(rf"^```{language}\n(.*?)^```$", page, re.M | re.S)
    assert found, language
    return found[1]
