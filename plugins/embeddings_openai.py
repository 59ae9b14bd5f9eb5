"""Vectors of units and questions by an OpenAI-compatible server: `[openai] embedding_model`.

One call gives both tiers: all 3072 numbers of text-embedding-3-large, and the first 1024 of them at unit length. A
guest's question is paid by the guest's budget and not waited for long; publishing goes by the provider's rate-limit
headers and tries again.
"""

from __future__ import annotations

import asyncio
import logging
import math
import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot import hookimpl
from bot.embedding import FULL_DIMENSIONS, EncoderFailed, Tiers, current_payer, tiers
from bot.errors import BudgetExhausted, ModelError, ModelMisconfigured, PluginError, RequestRefused
from bot.llm.conversation import Payer, Purpose, Usage

if TYPE_CHECKING:
    from openai import AsyncOpenAI

    from bot.core import Core
    from bot.llm.models import Models

MATRYOSHKA = "text-embedding-3-"  # models of which fewer numbers may be asked for
THRESHOLD = 0.3  # the specification's (DATA.md §3); not measured for this model
BATCH_TEXTS = 64
BATCH_TOKENS = 60_000  # the provider takes 300,000 a request
BYTES_PER_TOKEN = 3  # rather too low: English has about four
MAX_TEXT_BYTES = 8_000 * BYTES_PER_TOKEN  # the provider takes 8,191 tokens a text
CACHED_QUESTIONS = 512  # 8 KiB each: quick replies repeat
QUESTION_LIMIT_S = 2.0  # a guest waits, and hard facts find units without it; below [hooks] timeout_s
PUBLISH_TRIES = 6
FIRST_PAUSE_S = 1.0
MAX_PAUSE_S = 60.0

log = logging.getLogger(__name__)


class OpenAIEncoder:
    """An Embedder and TieredEmbedder (bot.embedding)."""

    threshold = THRESHOLD

    def __init__(self, models: Models, model: str) -> None:
        self.model = model
        self._models = models
        self._pace = Pace()
        self._questions: OrderedDict[str, list[float]] = OrderedDict()

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """As Embedder.embed, paid by whom `bot.embedding.paid_by` says."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._questions]
        made = [vector for batch in _batches(missing) for vector in await self._ask(batch, "question")]
        known = {text: vector.fast for text, vector in zip(missing, made, strict=True)}
        known |= {text: self._questions[text] for text in texts if text in self._questions}
        for text in missing:
            self._remember(text, known[text])
        return [known[text] for text in texts]

    async def embed_tiers(self, texts: Sequence[str]) -> list[Tiers]:
        """As TieredEmbedder.embed_tiers; waits and tries again, for some minutes at worst."""
        return [vector for batch in _batches(texts) for vector in await self._patiently(batch)]

    def tokens(self, texts: Sequence[str]) -> int:
        return sum(_tokens(text) for text in texts)

    async def _patiently(self, batch: Sequence[str]) -> list[Tiers]:
        for number in range(1, PUBLISH_TRIES + 1):
            await self._pace.wait(sum(map(_tokens, batch)))
            try:
                return await self._ask(batch, "publish")
            except EncoderFailed as error:
                cause = error.__cause__
                if number == PUBLISH_TRIES or isinstance(cause, ModelMisconfigured | BudgetExhausted):
                    raise
                await asyncio.sleep(_pause_s(cause, number))
        raise AssertionError("the last try returns or raises")

    async def _ask(self, batch: Sequence[str], purpose: Purpose) -> list[Tiers]:
        payer = current_payer()
        if payer is None:
            raise PluginError(f"nobody pays for {self.model}: wrap the call in bot.embedding.paid_by")
        try:
            answer = await self._answer(batch, payer, purpose)
            return [tiers(vector) for vector in answer]
        except ModelError as error:
            raise EncoderFailed(str(error), is_general=not isinstance(error, RequestRefused)) from error
        except ValueError as error:
            raise PluginError(f"{self.model} has given what is no vector: {error}") from error

    async def _answer(self, batch: Sequence[str], payer: Payer, purpose: Purpose) -> list[list[float]]:
        asked: dict[str, Any] = {"model": self.model, "input": [_cut(text) or " " for text in batch]}
        if self.model.startswith(MATRYOSHKA):
            asked["dimensions"] = FULL_DIMENSIONS

        async def send(client: AsyncOpenAI) -> Any:
            raw = await client.embeddings.with_raw_response.create(encoding_format="float", **asked)
            self._pace.learn(raw.headers)
            return raw.parse()

        tokens = sum(map(_tokens, batch))
        limit_s = QUESTION_LIMIT_S if purpose == "question" else None
        answer = await self._models.call(
            send, _usage(tokens), model=self.model, tokens=tokens, payer=payer, purpose=purpose, limit_s=limit_s
        )
        vectors = [item.embedding for item in sorted(answer.data, key=lambda item: item.index)]
        if len(vectors) != len(batch):
            raise ValueError(f"{len(vectors)} vectors for {len(batch)} texts")
        return vectors

    def _remember(self, text: str, vector: list[float]) -> None:
        self._questions[text] = vector
        while len(self._questions) > CACHED_QUESTIONS:
            self._questions.popitem(last=False)


@dataclass
class Pace:
    """What the provider still allows, as its last answer said.

    Source: https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers (2026-11)
    """

    _left: dict[str, float] = field(default_factory=dict)  # requests, tokens
    _resets_at: dict[str, float] = field(default_factory=dict)  # of the event loop's clock

    def learn(self, headers: Mapping[str, str]) -> None:
        now = asyncio.get_running_loop().time()
        for kind in ("requests", "tokens"):
            left, reset_s = (
                headers.get(f"x-ratelimit-remaining-{kind}"),
                _seconds(headers.get(f"x-ratelimit-reset-{kind}")),
            )
            if left is not None and left.isdigit() and reset_s is not None:
                self._left[kind], self._resets_at[kind] = float(left), now + reset_s

    async def wait(self, tokens: int) -> None:
        """Until a request of so many tokens is allowed."""
        now = asyncio.get_running_loop().time()
        needed = {"requests": 1, "tokens": tokens}
        waits = [self._resets_at[kind] - now for kind, left in self._left.items() if left < needed[kind]]
        if waits and max(waits) > 0:
            pause_s = min(max(waits), MAX_PAUSE_S)
            log.info("publishing waits for the provider's rate limit", extra={"seconds": round(pause_s, 1)})
            await asyncio.sleep(pause_s)


_DURATION = re.compile(r"(?:(?P<h>\d+)h)?(?:(?P<m>\d+)m(?!s))?(?:(?P<s>\d+(?:\.\d+)?)s)?(?:(?P<ms>\d+(?:\.\d+)?)ms)?")


def _seconds(written: str | None) -> float | None:
    """ "1s", "6m0s", "20ms", "1h2m3s", or a plain number."""
    if not written:
        return None
    match = _DURATION.fullmatch(written.strip())
    if match and any(match.groups()):
        part = {name: float(value or 0) for name, value in match.groupdict().items()}
        return part["h"] * 3600 + part["m"] * 60 + part["s"] + part["ms"] / 1000
    try:
        seconds = float(written)
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def _pause_s(error: BaseException | None, number: int) -> float:
    """Longer each time, and at least as long as the provider asks."""
    asked = getattr(error, "retry_after_s", None) or 0.0
    return min(max(FIRST_PAUSE_S * 2.0 ** (number - 1), asked), MAX_PAUSE_S)


def _usage(tokens: int) -> Any:
    def used(answer: Any) -> Usage:
        usage = getattr(answer, "usage", None)
        return Usage((usage and usage.prompt_tokens) or tokens)  # some servers say 0

    return used


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        tokens = _tokens(text)
        if batch and (len(batch) == BATCH_TEXTS or size + tokens > BATCH_TOKENS):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += tokens
    if batch:
        yield batch


def _tokens(text: str) -> int:
    return -(-min(len(text.encode()), MAX_TEXT_BYTES) // BYTES_PER_TOKEN)


def _cut(text: str) -> str:
    """At most what the model reads, whole words."""
    raw = text.encode()
    if len(raw) <= MAX_TEXT_BYTES:
        return text
    head = raw[:MAX_TEXT_BYTES].decode(errors="ignore")
    return head.rpartition(" ")[0] or head


@hookimpl
def register_embedder(core: Core) -> OpenAIEncoder | None:
    model = core.settings.openai.embedding_model
    return OpenAIEncoder(core.models, model) if core.models and model else None
