"""Who sits at the terminal: one id for each system user and tenant, kept between conversations."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from uuid import uuid4

log = logging.getLogger(__name__)


def state_file() -> Path:
    """Source: https://specifications.freedesktop.org/basedir-spec/latest/ (XDG_STATE_HOME)."""
    base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(base) / "lobby" / "terminal.json"


def recall(tenant: str) -> str:
    """The channel user id of this system user at a tenant; a new one the first time."""
    return _read().get(tenant) or renew(tenant)


def renew(tenant: str) -> str:
    """A new id, so a new conversation. Where nothing can be written it lasts for this process."""
    known = {**_read(), tenant: uuid4().hex}
    file = state_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(known), "utf-8")
        file.chmod(0o600)
    except OSError as error:
        log.warning("the conversation will not be remembered: %s", error.strerror)
    return known[tenant]


def _read() -> dict[str, str]:
    try:
        known = json.loads(state_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {k: v for k, v in known.items() if isinstance(v, str)} if isinstance(known, dict) else {}
