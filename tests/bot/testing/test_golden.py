from __future__ import annotations

from uuid import uuid4

from bot.testing.driver import Rendered
from bot.testing.expecting import Facts, problems
from bot.testing.format import Expectation, Scenario
from bot.testing.golden import difference, render, stable
from bot.testing.runner import Scene

SCENARIO = Scenario.model_validate({"name": "Small", "step": [{"say": "hello"}]})


def test_what_differs_from_run_to_run_is_replaced() -> None:
    first, second = uuid4(), uuid4()
    assert stable(f"{first} {second} {first}") == "<id 1> <id 2> <id 1>"
    assert stable("LB-ABCDEFG2, http://127.0.0.1:4711/x") == "LB-########, http://localhost/x"
    assert stable("1\u00a0234\u202f€  \n") == "1 234 €\n"


def test_render_tells_what_was_done_and_what_each_speaker_showed() -> None:
    shown = (Rendered("bot", "Hi!", "Hi!\n[Book]"), Rendered("staff", "I am Ana.", "I am Ana."))
    text = render(SCENARIO, "web", [Scene("the guest writes: hello", shown), Scene("Ana of the team takes over", ())])
    assert text == (
        "Small · web\n\n━━━ the guest writes: hello\n\nBOT\n    Hi!\n    [Book]\n\nSTAFF\n    I am Ana.\n\n"
        "━━━ Ana of the team takes over\n\n(nothing is shown)\n"
    )


def test_difference_is_a_diff_and_empty_without_one() -> None:
    assert difference("a\nb\n", "a\nb\n") == ""
    assert "-b" in difference("a\nb\n", "a\nc\n")


def told(expected: dict[str, object], *shown: Rendered, before: Facts | None = None, after: Facts | None = None) -> str:
    return "\n".join(problems(Expectation.model_validate(expected), shown, before or Facts(), after or Facts("bot")))


def test_expectations_look_at_what_is_read_not_at_its_spaces_or_marks() -> None:
    shown = Rendered("bot", "Total: **1.237,25\u00a0€**", "", ("Casa\u2009A",), ("Yes",))
    assert told({"contains": ["Total: 1.237,25 €"], "cards": ["Casa A"], "suggestions": ["Yes"]}, shown) == ""
    assert "was not shown" in told({"contains": ["Total: 1"], "not_contains": ["2"]}, Rendered("bot", "", ""))
    assert "was shown" in told({"not_contains": ["Total"]}, shown)
    assert "cards: expected ['Casa B']" in told({"cards": ["Casa B"]}, shown)
    assert "suggestions: expected []" in told({"suggestions": []}, shown)


def test_expectations_look_at_the_ledger() -> None:
    before = Facts("bot", {}, ("session_started",))
    after = Facts(
        "staff", {"guests": 4, "check_in": None, "budget_range": {"max": 100}}, ("session_started", "message", "offer")
    )
    assert told({"speaker": "bot"}, after=after) == "speaker: expected bot, it is staff"
    assert told({"intent": {"guests": 4, "check_in": "none", "budget_range": {"max": 100}}}, after=after) == ""
    assert told({"intent": {"guests": 5}}, after=after) == "intent.guests: expected 5, it is 4"
    assert told({"events": ["offer"]}, before=before, after=after) == ""
    assert "events: expected ['session_started']" in told({"events": ["session_started"]}, before=before, after=after)
