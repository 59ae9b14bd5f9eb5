"""What `bot doctor` says of the models, asked over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import SecretStr

from bot.doctor.models import examine
from bot.settings import Secrets, Settings
from tests.support.aimock import Aimock


def findings(base_url: str = "", secrets: Secrets | None = None, **openai: Any) -> dict[str, tuple[bool | None, str]]:
    settings = Settings(openai={"base_url": base_url, **openai})
    return {finding.name: (finding.ok, finding.detail) for finding in examine(settings, secrets or Secrets())}


def test_without_key_and_server_the_local_concierge_is_no_fault() -> None:
    assert findings() == {"models": (None, "none: the local concierge answers")}


def test_models_that_answer_are_found(aimock: Aimock) -> None:
    aimock.on({"model": "reader"}, {"content": '{"word": "ready"}'})
    aimock.says("ready")
    found = findings(aimock.base_url, aimock.secrets, chat_model="writer", intent_model="reader")
    assert found == {
        "chat model": (True, "writer answers"),
        "intent model": (True, "reader answers"),
        "embedding model": (True, "text-embedding-3-large answers"),
    }


def test_wrong_key_is_said(aimock: Aimock) -> None:
    found = findings(aimock.base_url, Secrets(openai_api_key=SecretStr("sk-wrong")))
    assert all(ok is False and "OPENAI_API_KEY" in detail for ok, detail in found.values())
    assert len(found) == 2


@pytest.mark.parametrize(
    ("status", "code", "sentence"),
    [(404, "model_not_found", "does not know"), (429, "insufficient_quota", "quota")],
)
def test_unknown_model_and_used_up_quota_are_said(aimock: Aimock, status: int, code: str, sentence: str) -> None:
    aimock.on({"endpoint": "chat"}, {"error": {"message": "no", "code": code}, "status": status})
    ok, detail = findings(aimock.base_url, aimock.secrets, embedding_model="")["chat model"]
    assert ok is False
    assert sentence in detail
