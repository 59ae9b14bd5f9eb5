"""The only callers of async hooks: fail-open for answers and observers, fail-closed for guards.

Time limits, isolation and the circuit breaker live here, so that no plugin can hold or lose a message.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pluggy

from bot.breaker import Breaker
from bot.errors import PluginError
from bot.metrics import HOOK_FAILURES, HOOK_SECONDS, labelled
from bot.settings import HookSettings

log = logging.getLogger(__name__)

GUARDS = frozenset({"allow_message", "check_reply", "check_text"})


class GuardFailed(PluginError):
    """A guard raised or exceeded its time: nothing may pass it."""


@dataclass(frozen=True, slots=True)
class Implementation:
    plugin: str
    call: Callable[..., Awaitable[Any]]
    arguments: tuple[str, ...]
    breaker: Breaker = field(compare=False)


class Hooks:
    """The hooks of a plugin manager. There are no implementations until its plugins are loaded (`resolve`)."""

    def __init__(self, manager: pluggy.PluginManager, settings: HookSettings) -> None:
        self._manager = manager
        self._settings = settings
        self._breakers: dict[str, Breaker] = {}
        self._common: dict[str, Any] = {}
        self._implementations: dict[str, tuple[Implementation, ...]] = {}

    def resolve(self, **common: Any) -> None:
        """Look up who implements which async hook, once, after loading. `common`: values that every hook may ask for.

        Raises:
            PluginError: an implementation is a wrapper, or not async.
        """
        self._common = common
        self._implementations = {
            name: tuple(self._implementation(impl) for impl in reversed(caller.get_hookimpls()))
            for name, caller in self._manager.hook.__dict__.items()
            if isinstance(caller, pluggy.HookCaller) and not name.startswith("register_")
        }

    def register(self, hook: str, **values: Any) -> list[Any]:
        """Call a `register_…` hook: the answers, of the plugin that is asked first first."""
        answers: list[Any] = getattr(self._manager.hook, hook)(**values)
        return answers

    def implemented(self, hook: str) -> bool:
        """Whether any plugin implements it: callers skip the preparation otherwise."""
        return bool(self._implementations[hook])

    def plugins(self, hook: str) -> frozenset[str]:
        """Who implements it."""
        return frozenset(impl.plugin for impl in self._implementations[hook])

    async def each(self, hook: str, *, timeout_s: float | None = None, **values: Any) -> AsyncIterator[tuple[str, Any]]:
        """Await each implementation in order and yield (plugin, answer); a failing one is passed over."""
        for impl in self._implementations[hook]:
            if not impl.breaker.allows():
                continue
            try:
                answer = await self._call(hook, impl, values, timeout_s)
            except Exception:
                self._failed(hook, impl)
            else:
                impl.breaker.succeeded()
                yield impl.plugin, answer

    async def observe(self, hook: str, **values: Any) -> None:
        """Tell every observer; answers are ignored."""
        async for _ in self.each(hook, **values):
            pass

    async def guard(self, hook: str, **values: Any) -> AsyncIterator[tuple[str, Any]]:
        """Like `each`, but a failure ends it.

        Raises:
            GuardFailed: an implementation raised or exceeded its time.
        """
        for impl in self._implementations[hook]:
            try:
                answer = await self._call(hook, impl, values, None)
            except Exception as error:
                self._failed(hook, impl)
                raise GuardFailed(f"{impl.plugin} failed as {hook}") from error
            yield impl.plugin, answer

    def failed(self, hook: str, plugin: str) -> None:
        """Record a failure outside the call itself (a stream that broke). Must run inside `except`."""
        for impl in self._implementations[hook]:
            if impl.plugin == plugin:
                self._failed(hook, impl)

    async def _call(self, hook: str, impl: Implementation, values: dict[str, Any], timeout_s: float | None) -> Any:
        started = time.perf_counter()
        values = self._common | values
        async with asyncio.timeout(timeout_s or self._settings.timeout_s):
            answer = await impl.call(**{name: values[name] for name in impl.arguments})
        labelled(HOOK_SECONDS, hook, impl.plugin).observe(time.perf_counter() - started)
        return answer

    def _failed(self, hook: str, impl: Implementation) -> None:
        HOOK_FAILURES.labels(hook, impl.plugin).inc()
        parked = hook not in GUARDS and impl.breaker.failed()
        log.exception("hook failed", extra={"hook": hook, "plugin": impl.plugin, "parked": parked})

    def _implementation(self, impl: pluggy.HookImpl) -> Implementation:
        if impl.wrapper or impl.hookwrapper:
            raise PluginError(
                f"plugin {impl.plugin_name}: {impl.function.__name__} may not be a wrapper; remove wrapper=True"
            )
        if not (inspect.iscoroutinefunction(impl.function) or inspect.isasyncgenfunction(impl.function)):
            raise PluginError(f"plugin {impl.plugin_name}: {impl.function.__name__} must be declared with `async def`")
        function: Callable[..., Any] = impl.function
        call = _returning_stream(function) if inspect.isasyncgenfunction(function) else function
        breaker = self._breakers.setdefault(
            impl.plugin_name, Breaker(self._settings.breaker_failures, self._settings.breaker_pause_s)
        )
        return Implementation(impl.plugin_name, call, impl.argnames, breaker)


def _returning_stream(function: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    """An async generator as a coroutine function that returns the generator."""

    async def call(**values: Any) -> Any:
        return function(**values)

    return call
