"""Only bot.offers.wire knows the keys of the JSON that the ledger and the clients hold; everybody else has values."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WIRE = ROOT / "bot/offers/wire"
# Where messages pass. Elsewhere the same words are columns of units (catalog), fields of IntentChange (the readers),
# or fields of a model's schema.
PLACES = (
    "bot/conversation", "bot/ledger", "bot/news", "bot/offers", "bot/sending", "bot/staff", "bot/testing", "channels",
    "plugins/commands", "plugins/concierge",
)  # fmt: skip
# The reader and writer itself; other platforms' JSON.
SKIPPED = ("bot/offers/wire", "channels/standins")
# Words of every JSON, which do not tell whose it is.
GENERIC = frozenset(
    "id name url label kind code content role reason language table timestamp min max total from to".split()
)
# What else has these names, and is no payload.
ALLOWED = {
    "bot/conversation/committing.py": ("unit_id guests", "details of funnel events, for lobby.commit_turn"),
    "bot/ledger/rows.py": ("action", "a column of the rows of waiting messages, handed to wire whole"),
    "bot/ledger/privacy.py": ("travel_intent", "a column of the session that is exported"),
    "bot/offers/content.py": ("unit_id check_in check_out guests", "placeholders of the tenant's booking page"),
    "bot/offers/conversion.py": (
        "unit_id check_in check_out adults children currency", "columns of guest_reservations",
    ),
    "bot/staff/desk.py": ("suggestions", "a parameter of the query that reminds"),
    "bot/staff/posts.py": (
        "check_in check_out guests adults children currency notice", "fields of an Alert; the details of a post",
    ),
    "bot/testing/golden.py": ("notice", "a kind of Rendered"),
    "channels/slack/takeover.py": ("edited", "a key of Slack's own message"),
    "channels/telegram/buttons.py": ("photos", "the name of an action"),
    "channels/web/http/api.py": ("travel_intent", "a column of the session, as it is stored"),
    "channels/web/http/models.py": (
        "unit_id check_in check_out adults children currency", "columns of guest_reservations",
    ),
    "channels/web/socket/connection.py": ("suggestions linked", "fields of the welcome frame itself"),
    "channels/web/socket/frames.py": (
        "action link currency guests adults children", "fields of frames and of the tenant; a reservation's columns",
    ),
    "plugins/commands/answers.py": ("link", "the name of a command"),
    "plugins/concierge/memory.py": ("unit_id cards", "the concierge's own memory"),
    "plugins/concierge/prices.py": ("currency check_in", "a remark; a field of IntentChange"),
    "plugins/concierge/": (
        "photos price guests children cleaning_fee min_nights budget_range accommodation_type"
        " preferences bedrooms bathrooms place",
        "topics, questions and misfits by name; fields of IntentChange",
    ),
}  # fmt: skip


def keys(file: Path) -> Iterator[tuple[int, str]]:
    """(line, key) of each string that is used as one: `x["key"]`, `x.get("key")`, `{"key": …}`, `"key" in x`."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        for candidate in _candidates(node):
            if isinstance(candidate, ast.Constant) and isinstance(candidate.value, str):
                yield candidate.lineno, candidate.value


def _candidates(node: ast.AST) -> list[ast.expr | None]:
    match node:
        case ast.Dict():
            return list(node.keys)
        case ast.Subscript():
            return [node.slice]
        case ast.Call(func=ast.Attribute(attr="get" | "pop" | "setdefault")):
            return [*node.args[:1]]
        case ast.Compare(ops=[ast.In() | ast.NotIn()]):
            return [node.left]
    return []


def payload_keys() -> frozenset[str]:
    return frozenset(key for file in WIRE.glob("*.py") for _, key in keys(file)) - GENERIC


def modules() -> Iterator[tuple[str, Path]]:
    for place in PLACES:
        for file in sorted((ROOT / place).rglob("*.py")):
            name = file.relative_to(ROOT).as_posix()
            if not name.startswith(SKIPPED):
                yield name, file


def allowed(name: str) -> frozenset[str]:
    """The keys that a module may use, since they are something else there."""
    return frozenset(key for start, (words, _) in ALLOWED.items() if name.startswith(start) for key in words.split())


def test_payload_keys_are_read_from_wire() -> None:
    assert {"cards", "suggestions", "travel_intent", "price_lines", "edits", "author", "unit_id"} <= payload_keys()


def test_payload_keys_are_used_in_wire_alone() -> None:
    known = payload_keys()
    found = [
        f"{name}:{line}: {key!r}"
        for name, file in modules()
        for line, key in keys(file)
        if key in known - allowed(name)
    ]
    assert found == [], "read the payload through bot.offers.wire, or say in ALLOWED what else this is"


def test_payload_keys_exceptions_are_all_needed() -> None:
    used = {(name, key) for name, file in modules() for _, key in keys(file)}
    needless = [
        f"{start}: {key}"
        for start, (words, _) in ALLOWED.items()
        for key in words.split()
        if not any(name.startswith(start) and used_key == key for name, used_key in used)
    ]
    assert needless == []
