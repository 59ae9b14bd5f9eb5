"""How a node is: whether it has started and does not end yet, and how what it does beside messages goes."""

from __future__ import annotations

from bot.tasks import Duty, Tasks


class Health:
    """`started` is True between the hook `startup` and the node's end."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self.started = False

    @property
    def duties(self) -> tuple[Duty, ...]:
        return self._tasks.duties

    @property
    def down(self) -> list[str]:
        """The duties that cannot be relied on."""
        return [duty.name for duty in self.duties if duty.is_down]

    @property
    def is_ready(self) -> bool:
        """Whether guests may be sent here."""
        return self.started and not any(duty.vital and duty.is_down for duty in self.duties)
