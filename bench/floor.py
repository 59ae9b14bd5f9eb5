"""The bare database floor of a chat server: Starlette on uvicorn, two autocommitted statements a message.

Looks up or creates a session by cookie and reads its 20 messages; appends two messages, trimmed to 20. No tenants, no
isolation, no duplicates recognised, nothing recovered after a crash: what a turn cannot be faster than.

    DATABASE_URL=… python -m bench.floor PORT
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import orjson
import uvicorn
from psycopg_pool import AsyncConnectionPool
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

SCHEMA = """
CREATE TABLE IF NOT EXISTS floor_sessions (
  session_id uuid PRIMARY KEY DEFAULT gen_random_uuid(), cookie text UNIQUE NOT NULL,
  history jsonb NOT NULL DEFAULT '[]', last_activity_at timestamptz NOT NULL DEFAULT now());
GRANT ALL ON floor_sessions TO lobby_bot;
"""
LOOK_UP = """INSERT INTO floor_sessions (cookie) VALUES (%s)
  ON CONFLICT (cookie) DO UPDATE SET last_activity_at = now() RETURNING session_id, history"""
APPEND = """UPDATE floor_sessions SET history = jsonb_path_query_array(history || %s::jsonb, '$[last - 19 to last]')
  WHERE session_id = %s"""

pool: AsyncConnectionPool = AsyncConnectionPool(
    os.environ.get("DATABASE_URL", ""),
    min_size=8,
    max_size=8,
    open=False,
    kwargs={"autocommit": True, "prepare_threshold": 0},
)


async def chat(socket: WebSocket) -> None:
    await socket.accept()
    cookie = await socket.receive_text()
    await socket.send_text("welcome")
    try:
        while True:
            text = await socket.receive_text()
            async with pool.connection() as conn:
                row = await (await conn.execute(LOOK_UP, (cookie,))).fetchone()
            assert row is not None
            reply = f"echo: {text}"
            stamp = "2026-01-01T00:00:00+00:00"
            messages = [
                {"role": "user", "content": text, "timestamp": stamp},
                {"role": "assistant", "content": reply, "timestamp": stamp},
            ]
            async with pool.connection() as conn:
                await conn.execute(APPEND, (orjson.dumps(messages).decode(), row[0]))
            await socket.send_text(reply)
    except WebSocketDisconnect:
        pass


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    await pool.open(wait=True)
    yield
    await pool.close()


def main() -> None:
    app = Starlette(routes=[WebSocketRoute("/ws", chat)], lifespan=lifespan)
    config = uvicorn.Config(
        app,
        port=int(sys.argv[1]),
        log_level="warning",
        ws="websockets-sansio",
        loop="uvloop",
        ws_per_message_deflate=False,
    )
    asyncio.run(uvicorn.Server(config).serve())


if __name__ == "__main__":
    main()
