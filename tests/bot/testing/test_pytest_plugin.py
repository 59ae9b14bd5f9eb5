"""The pytest plugin as a project of somebody else uses it: its own plugin, its own scenarios, its own pytest."""

from __future__ import annotations

from importlib.metadata import entry_points

import pytest

pytestmark = pytest.mark.slow

pytest_plugins = ["pytester"]

INSTALLED = any(entry.value == "bot.testing.pytest_plugin" for entry in entry_points(group="pytest11"))
LOADED = () if INSTALLED else ("-p", "bot.testing.pytest_plugin")
PLUGIN = """
from bot import Reply, hookimpl

@hookimpl
async def respond(turn):
    if "opening hours" in turn.text:
        return Reply("Reception is open from **9 to 21 h**.", suggestions=("Thank you",))
"""
SCENARIO = """
name = "Opening hours"
channels = ["web", "terminal"]

[tenant]
slug = "inn"
name = "The Inn"
settings = { locale = "en" }

[plugins]
enabled = ["plugins.concierge", "plugins.understanding", "opening_hours"]

[[step]]
say = "What are your opening hours?"
expect.contains = ["from 9 to 21 h"]
expect.suggestions = ["Thank you"]

[[step]]
press = "Thank you"
expect.contains = ["You're welcome!"]
"""
GOLDEN = """Opening hours · terminal

━━━ the guest writes: What are your opening hours?

BOT
    Reception is open from **9 to 21 h**.
    [1] Thank you

━━━ the guest presses [Thank you]

BOT
    You're welcome! Is there anything else I can do for you?
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeini("[pytest]\npythonpath = .\naddopts = --strict-markers\nfilterwarnings = error\n")
    pytester.makepyfile(opening_hours=PLUGIN)
    (pytester.path / "hours.scenario.toml").write_text(SCENARIO, "utf-8")
    return pytester


def run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """In a process of its own, as the project would."""
    without = (word for plugin in ("cacheprovider", "asyncio", "schemathesis") for word in ("-p", f"no:{plugin}"))
    return project.runpytest_subprocess(*LOADED, *without, *arguments, timeout=120)


def test_scenario_of_a_plugin_runs_on_every_channel_and_is_compared_with_its_golden_files(
    project: pytest.Pytester,
) -> None:
    missing = run(project, "--channels", "terminal")
    missing.assert_outcomes(failed=1)
    missing.stdout.fnmatch_lines(["*there is no golden file *terminal.txt yet; --update-golden writes it*"])

    written = run(project, "--update-golden")
    written.assert_outcomes(passed=2)
    golden = project.path / "golden" / "hours" / "terminal.txt"
    assert golden.read_text("utf-8") == GOLDEN
    written.stdout.fnmatch_lines(["golden file written: *web.txt", "golden file written: *terminal.txt"])

    golden.write_text(GOLDEN.replace("21 h", "22 h"), "utf-8")
    impolite = SCENARIO.replace("press =", 'instead.web.expect.contains = ["Goodbye"]\npress =')
    (project.path / "hours.scenario.toml").write_text(impolite, "utf-8")
    differs = run(project)
    differs.assert_outcomes(failed=2)
    differs.stdout.fnmatch_lines(
        [
            "*hours.scenario.toml on web: step 2: contains: 'Goodbye' was not shown; *",
            "*hours.scenario.toml on terminal: what is shown differs from its golden file*",
            "-*22 h*",
            "+*21 h*",
        ]
    )


def test_scenarios_are_collected_by_channel(project: pytest.Pytester) -> None:
    listed = run(project, "--collect-only", "-q", "--channels", "web")
    assert [line for line in listed.outlines if "::" in line] == ["hours.scenario.toml::web"]
    unknown = run(project, "--channels", "pigeon")
    assert unknown.ret == pytest.ExitCode.INTERRUPTED
    unknown.stdout.fnmatch_lines(
        ["*--channels: no channel pigeon has a driver; known: slack, telegram, terminal, web*"]
    )


def test_mistakes_in_a_scenario_are_errors_of_the_collection(project: pytest.Pytester) -> None:
    (project.path / "hours.scenario.toml").write_text(SCENARIO.replace("say =", "says ="), "utf-8")
    wrong = run(project)
    wrong.assert_outcomes(errors=1)
    wrong.stdout.fnmatch_lines(["*hours.scenario.toml: step 1, says: there is no such key*"])
    (project.path / "hours.scenario.toml").write_text(SCENARIO + "instead.pigeon.skip = true\n", "utf-8")
    run(project).stdout.fnmatch_lines(["*no channel pigeon has a driver*"])


def test_names_of_scenario_files_are_a_setting(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\npythonpath = .\nlobby_scenarios = talk_*.toml\n")
    (project.path / "talk_hours.toml").write_text(SCENARIO, "utf-8")
    listed = run(project, "--collect-only", "-q")
    assert [line for line in listed.outlines if "::" in line] == ["talk_hours.toml::web", "talk_hours.toml::terminal"]


PIGEON = '''
"""A channel of the project's own, in the few lines that a driver needs."""
import asyncio
from contextlib import asynccontextmanager

from bot import Message
from bot.testing.driver import Needs, Rendered, running

WINGS = True


class Driver:
    @asynccontextmanager
    async def platform(self, tenant):
        yield Needs()

    @asynccontextmanager
    async def visit(self, core, tenant, accept, locale):
        async with running(self.fly()):
            yield Loft(core, tenant, accept)

    async def fly(self):
        if not WINGS:
            raise RuntimeError("no wings")
        await asyncio.Event().wait()


class Loft:
    has_written = False

    def __init__(self, core, tenant, accept):
        self.core, self.tenant, self.accept, self.sent = core, tenant, accept, 0

    async def say(self, text):
        if not WINGS:
            await asyncio.sleep(0)
            raise TimeoutError
        self.sent += 1
        message = Message(self.tenant.tenant_id, "pigeon", "ana", str(self.sent), text)
        self.session = (await self.accept(message)).session_id

    async def press(self, label, card):
        await self.say(label)

    async def shown(self, seq):
        if not seq:
            return []
        letters = await self.core.ledger.messages_after(self.tenant.tenant_id, self.session, seq - 1)
        suggestions = tuple(letters[0].content.suggestions)
        return [Rendered("bot", letters[0].text, f"a letter: {letters[0].text}", suggestions=suggestions)]
'''


def test_channel_of_the_project_takes_part(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\npythonpath = .\nlobby_channels = pigeon\nfilterwarnings = error\n")
    (project.path / "hours.scenario.toml").write_text(SCENARIO.replace('["web", "terminal"]', '["pigeon"]'), "utf-8")
    package = project.mkpydir("pigeon")
    (package / "scenario.py").write_text(PIGEON, "utf-8")
    run(project, "--update-golden").assert_outcomes(passed=1)
    letter = (project.path / "golden" / "hours" / "pigeon.txt").read_text("utf-8")
    assert "    a letter: Reception is open from **9 to 21 h**.\n" in letter

    (package / "scenario.py").write_text(PIGEON.replace("WINGS = True", "WINGS = False"), "utf-8")
    failed = run(project)
    failed.assert_outcomes(failed=1)
    failed.stdout.fnmatch_lines(["*hours.scenario.toml on pigeon: the channel failed: no wings*"])
