"""When the channel is on, and what its settings may say."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest
from pydantic import ValidationError

from channels.telegram.settings import Settings
from tests.conftest import AppFactory, TestDatabase


async def test_channel_is_off_without_a_token_and_says_how_to_turn_it_on(
    db: TestDatabase, make_app: AppFactory, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "channels.telegram"):
        async with make_app(channels=("channels.telegram",)) as core:
            assert not core.channels
    [record] = [record for record in caplog.records if record.name == "channels.telegram"]
    assert "TELEGRAM_BOT_TOKEN" in record.getMessage()


def test_library_is_not_loaded_while_the_channel_is_off() -> None:
    code = "import sys, channels.telegram; sys.exit('telegram' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("wrong", [{"mode": "pigeon"}, {"poll_timeout_s": 90}, {"token": "x"}])
def test_wrong_setting_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate(wrong)
