"""The callers of async hooks: order, isolation, time limits, guards and the circuit breaker."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pluggy
import pytest

from bot import hookspecs
from bot.errors import PluginError
from bot.hooks import GuardFailed, Hooks
from bot.hookspecs import hookimpl
from bot.settings import HookSettings


def hooks(*plugins: object, **settings: Any) -> Hooks:
    manager = pluggy.PluginManager(hookspecs.NAMESPACE)
    manager.add_hookspecs(hookspecs)
    for number, plugin in enumerate(plugins):
        manager.register(plugin, f"p{number}")
    hooks = Hooks(manager, HookSettings(**settings))
    hooks.resolve()
    return hooks


class Answers:
    def __init__(self, answer: object) -> None:
        self.answer = answer
        self.calls = 0

    async def _answer(self) -> Any:
        self.calls += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        if self.answer == "slow":
            await asyncio.sleep(10)
        return self.answer

    @hookimpl
    async def retrieve(self, turn: Any) -> Any:
        return await self._answer()

    @hookimpl
    async def allow_message(self) -> Any:
        return await self._answer()


async def collect(hooks: Hooks, hook: str = "retrieve") -> list[tuple[str, Any]]:
    return [pair async for pair in hooks.each(hook, turn=None)]


async def test_each_several_plugins_answer_in_pluggy_order() -> None:
    assert await collect(hooks(Answers(["a"]), Answers(["b"]))) == [("p1", ["b"]), ("p0", ["a"])]


@pytest.mark.parametrize("failure", [ValueError("broken"), "slow"])
async def test_each_plugin_fails_others_still_answer(failure: object, caplog: pytest.LogCaptureFixture) -> None:
    assert await collect(hooks(Answers(["a"]), Answers(failure), timeout_s=0.05)) == [("p0", ["a"])]
    [record] = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert (record.__dict__["plugin"], record.__dict__["hook"]) == ("p1", "retrieve")


async def test_each_plugin_fails_repeatedly_is_parked_and_returns() -> None:
    broken = Answers(ValueError("broken"))
    caller = hooks(broken, breaker_failures=3, breaker_pause_s=0.1)
    for _ in range(5):
        await collect(caller)
    assert broken.calls == 3
    await asyncio.sleep(0.11)
    broken.answer = ["well again"]
    assert await collect(caller) == [("p0", ["well again"])]


@pytest.mark.parametrize("failure", [ValueError("broken"), "slow"])
async def test_guard_plugin_fails_nothing_passes(failure: object) -> None:
    caller = hooks(Answers(None), Answers(failure), timeout_s=0.05, breaker_failures=1, breaker_pause_s=60)
    for _ in range(3):  # a broken guard is never parked: that would open the gate
        with pytest.raises(GuardFailed):
            _ = [pair async for pair in caller.guard("allow_message", turn=None)]


def test_hooks_wrapper_is_refused_at_start() -> None:
    class Wrapper:
        @hookimpl(wrapper=True)
        def retrieve(self, turn: Any) -> Any:
            yield

    with pytest.raises(PluginError, match=r"p0.*wrapper"):
        hooks(Wrapper())


def test_hooks_sync_function_is_refused_at_start() -> None:
    class Sync:
        @hookimpl
        def retrieve(self, turn: Any) -> Any:
            return []

    with pytest.raises(PluginError, match=r"p0.*async def"):
        hooks(Sync())
