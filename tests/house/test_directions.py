"""Which room may know which other: arrows point inwards and downwards, and nothing imports itself in a circle.

Every import counts, also those inside functions and those for the type checker alone.
"""

from __future__ import annotations

from tests.house.source import MODULES, ROOMS, imports, inside, within

# The floors of bot/, lowest first: a module imports its own room and rooms on lower floors, nothing beside or above it.
FLOORS = (
    ("breaker", "errors", "metrics", "types"),
    ("insisting", "registry", "settings", "tasks", "words"),
    ("channel", "health", "hooks", "logs", "offers", "settings_file", "store"),
    ("llm", "news"),
    ("embedding", "ledger"),
    ("catalog", "jobs"),
    ("sending",),
    ("staff",),
    ("conversation",),
    ("core",),
    ("hookspecs",),
    ("plugins",),
    ("app",),
    ("demo",),
    ("doctor", "testing"),
    ("cli",),
    ("__main__",),
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}

# `bot` itself only names what plugins and channels need most (STYLE: __init__ re-exports); nothing below imports it.
FRONT = "bot"
KIT = ("channels.standins", "bot.testing")  # for tests and for trying things out


def room_of(name: str) -> str:
    """`bot.words.folding` lies in `words`, `bot.app` is a room of its own."""
    return name.split(".")[1]


def member_of(name: str) -> str:
    """`plugins.intent_rules.stay` belongs to `intent_rules`; the package `plugins` itself to nothing ("")."""
    return [*name.split("."), ""][1]


def arrows(*packages: str) -> list[tuple[str, str]]:
    """(module, what it imports) for all modules of these packages."""
    return [(name, other) for name in MODULES if within(name, *packages) for other in inside(name)]


def listed(wrong: list[tuple[str, str]]) -> str:
    return "\n".join(f"{name} imports {other}" for name, other in wrong)


def test_channels_and_plugins_know_the_core_and_themselves_alone() -> None:
    wrong = [
        (name, other)
        for name, other in arrows("channels", "plugins")
        if not within(other, "bot") and (other.split(".")[0], member_of(other)) not in own(name)
    ]
    assert not wrong, listed(wrong)


def own(name: str) -> set[tuple[str, str]]:
    """(side, member) that a module of a channel or plugin may import beside the core."""
    side, member = name.split(".")[0], member_of(name)
    kit = {(side, "standins")} if name.endswith(".scenario") else set()  # a driver brings the platform's stand-in along
    return {(side, member), (side, "")} | kit


def test_core_knows_itself_alone() -> None:
    wrong = [(name, other) for name, other in arrows("bot") if not within(other, "bot")]
    assert not wrong, listed(wrong)


def test_rooms_of_the_core_know_lower_floors_alone() -> None:
    wrong = [(name, other) for name, other in arrows("bot") if name != FRONT and not is_below(name, other)]
    assert not wrong, listed(wrong)


def is_below(name: str, other: str) -> bool:
    if other == FRONT:
        return False
    return room_of(name) == room_of(other) or FLOOR[room_of(other)] < FLOOR[room_of(name)]


def test_every_room_has_a_floor() -> None:
    rooms = {room_of(name) for name in MODULES if within(name, "bot") and name != FRONT}
    assert set(FLOOR) == rooms


def test_nobody_but_its_starters_knows_the_app() -> None:
    wrong = [
        (name, other)
        for name, other in arrows(*ROOMS)
        if other == "bot.app" and not within(name, "bot.cli", "bot.doctor", "bot.testing")
    ]
    assert not wrong, listed(wrong)


def test_product_knows_no_stand_ins_and_no_test_kit() -> None:
    wrong = [
        (name, other)
        for name, other in arrows(*ROOMS)
        if within(other, *KIT) and not within(name, *KIT) and not name.endswith(".scenario")
    ]
    assert not wrong, listed(wrong)


def test_product_knows_no_tests_benches_and_examples() -> None:
    wrong = [
        (name, other) for name in MODULES for other in imports(name) if within(other, "tests", "bench", "examples")
    ]
    assert not wrong, listed(wrong)


def test_no_module_imports_itself_in_a_circle() -> None:
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join((*path[path.index(name) :], name))
        if name not in done:
            for imported in sorted(inside(name)):
                visit(imported, (*path, name))
            done.add(name)

    for name in MODULES:
        visit(name, ())


def test_rooms_are_those_of_the_product() -> None:
    assert {name.split(".")[0] for name in MODULES} == set(ROOMS)
