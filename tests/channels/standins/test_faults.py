"""Scripted faults and times of refusal, without any platform."""

from __future__ import annotations

import math

import pytest

from channels.standins.faults import ANY, Fault, Script, Violation, Windows


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def windows(clock: Clock) -> Windows:
    return Windows(clock)


def script(*faults: Fault) -> Script[Fault]:
    made: Script[Fault] = Script()
    for fault in faults:
        made.add(fault)
    return made


def test_fault_is_taken_as_often_as_asked_and_in_its_place_only() -> None:
    fault = Fault(kind="fail", method="send", where="bar", times=2)
    faults = script(fault)
    assert faults.take("delay", "send", "bar") is None
    assert faults.take("fail", "edit", "bar") is None
    assert faults.take("fail", "send", "hall") is None
    assert [faults.take("fail", "send", "bar") for _ in range(3)] == [fault, fault, None]


def test_fault_of_the_method_comes_before_an_older_one_of_any() -> None:
    any_, own = Fault(kind="fail", method=ANY), Fault(kind="fail", method="send")
    faults = script(any_, own)
    assert [faults.take("fail", "send", 1) for _ in range(3)] == [own, any_, None]


def test_endless_fault_lasts_until_it_is_removed() -> None:
    faults = script(Fault(kind="delay", method="send", times=math.inf))
    assert all(faults.take("delay", "send", None) for _ in range(5))
    faults.remove("delay", "send")
    assert faults.take("delay", "send", None) is None


def test_calls_inside_a_window_are_refused_and_violate_it_once_the_bot_was_told(clock: Clock, windows: Windows) -> None:
    windows.open(ANY, 5, 30, told=False)
    assert windows.left("send", 6) is None
    assert windows.left("send", 5) == 30
    assert windows.violations == []  # from this answer it learns of it
    clock.now += 10
    assert windows.left("edit", 5) == 20
    assert windows.violations == [Violation("edit", 5, 110.0, 20.0)]
    clock.now += 20
    assert windows.left("send", 5) is None


def test_window_whose_opening_tells_the_bot_is_violated_by_the_first_call(windows: Windows) -> None:
    windows.open("send", None, 30, told=True)
    assert windows.left("edit", 5) is None
    assert windows.left("send", 5) == 30
    assert [violation.where for violation in windows.violations] == [5]


def test_window_that_is_prolonged_while_known_stays_known(clock: Clock, windows: Windows) -> None:
    windows.open(ANY, 5, 30, told=True)
    windows.open(ANY, 5, 60, told=False)
    assert windows.left("send", 5) == 60
    assert len(windows.violations) == 1
    clock.now += 60
    windows.open(ANY, 5, 60, told=False)  # the bot has heard nothing of this one
    windows.left("send", 5)
    assert len(windows.violations) == 1


def test_clearing_forgets_windows_and_keeps_violations(windows: Windows) -> None:
    windows.open(ANY, None, 30, told=True)
    windows.left("send", 5)
    windows.clear()
    assert windows.left("send", 5) is None
    assert len(windows.violations) == 1
