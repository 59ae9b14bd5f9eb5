"""What the pages say exists: links, the example, commands, settings, make targets, measurements."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import typer

from bot.cli import build
from bot.settings import Secrets, Settings

ROOT = Path(__file__).parents[2]
LISTED = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
PAGES = [ROOT / name for name in LISTED.split()] or [ROOT / "README.md", *ROOT.glob("*/*.md")]
README = (ROOT / "README.md").read_text("utf-8")
BENCH = (ROOT / "bench" / "README.md").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links_of_a_page_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text) + re.findall(r"src=\"([^\"]+)\"", text)
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in local if not (page.parent / link).exists()] == []


def test_readme_shows_the_example_whole() -> None:
    assert (ROOT / "examples" / "opening_hours.py").read_text("utf-8") in README


def known_commands() -> set[str]:
    group = typer.main.get_command(build([]))  # plugins' commands too
    names = set()
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        names |= {name} | {f"{name} {inner}" for inner in getattr(command, "commands", {})}
    return names


def exists(words: tuple[str, str], known: set[str]) -> bool:
    """A word after a command that has no commands of its own is its argument, or prose."""
    group = any(name.startswith(f"{words[0]} ") for name in known)
    return (" ".join(words).strip() if group else words[0]) in known


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_of_a_page_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    used = re.findall(r"(?:^|[`|] ?|\$\()bot ([a-z]+)(?: ([a-z]+))?", text, flags=re.MULTILINE)
    known = known_commands()
    assert [words for words in used if not exists(words, known)] == []


def test_readme_names_settings_that_exist() -> None:
    table = README.split("## Settings")[1].split("## ")[0]
    keys = re.findall(r"`((?!bot\.)[a-z_]+)\.([a-z_]+)`", table)
    assert len(keys) >= 5
    for section, key in keys:
        assert key in type(getattr(Settings(), section)).model_fields, f"{section}.{key}"
    secrets = {name.upper() for name in Secrets.model_fields} | {"DATABASE_URL"}
    assert set(re.findall(r"`([A-Z_]+)`", table)) <= secrets


def test_readme_names_make_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"make ([a-z]+)", README + BENCH):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_bench_page_lists_every_measurement() -> None:
    runnable = {path.stem for path in (ROOT / "bench").glob("[a-z]*.py") if "argparse" in path.read_text("utf-8")}
    assert set(re.findall(r"`python -m bench\.(\w+)`", BENCH)) == runnable
