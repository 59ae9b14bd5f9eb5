"""The golden file: what a guest saw of a scenario on one channel, in plain text that a reviewer can read.

What differs from run to run (ids, references, ports) is replaced by names that do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import unified_diff
from pathlib import Path

from bot.testing.driver import Rendered
from bot.testing.format import Scenario
from bot.testing.runner import Transcript

_UUID = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b")
_REPLACED = (
    (re.compile(r"\bLB-[A-Z2-7]{8}\b"), "LB-########"),
    (re.compile(r"\bhttp://(?:127\.0\.0\.1|localhost):\d+"), "http://localhost"),
    (re.compile(r"[\u00a0\u2009\u202f]"), " "),  # spaces that look like one
    (re.compile(r"[^\S\n]+$", re.MULTILINE), ""),
)
_SPEAKERS = {"bot": "BOT", "staff": "STAFF", "guest": "GUEST, written elsewhere", "notice": "NOTICE"}


def file_of(scenario: Scenario, channel: str) -> Path:
    """`golden/<scenario>/<channel>.txt` beside the scenario."""
    return scenario.file.parent / "golden" / scenario.stem / f"{channel}.txt"


def render(scenario: Scenario, channel: str, transcript: Transcript) -> str:
    parts = [f"{scenario.name} · {channel}"]
    for scene in transcript:
        parts.append(f"━━━ {scene.act}")
        parts += [_rendered(item) for item in scene.shown] or ["(nothing is shown)"]
    return stable("\n\n".join(parts)) + "\n"


def stable(text: str) -> str:
    """Without what differs from run to run; ids are numbered in the order of their first appearance."""
    ids: dict[str, str] = {}
    text = _UUID.sub(lambda found: ids.setdefault(found.group(), f"<id {len(ids) + 1}>"), text)
    for pattern, instead in _REPLACED:
        text = pattern.sub(instead, text)
    return text


def difference(expected: str, found: str) -> str:
    """As a unified diff; empty when they are the same."""
    lines: Iterable[str] = unified_diff(
        expected.splitlines(), found.splitlines(), "golden", "shown now", lineterm="", n=2
    )
    return "\n".join(lines)


def _rendered(item: Rendered) -> str:
    return f"{_SPEAKERS[item.by]}\n" + "\n".join(f"    {line}" for line in item.render.splitlines())
