"""A visitor's socket, from `hello` over `welcome` to the frames of a conversation (ARCHITECTURE.md §6.1).

One task an open socket (uvicorn's, which reads); a writer lives only while something waits to be written. The database
is asked when a socket opens and for what a guest sends, never for what is shown.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

from starlette.types import Message as AsgiMessage
from starlette.types import Receive, Scope, Send

from bot.errors import InvalidInput, NotFound, StoreUnavailable
from bot.ledger.sessions import WEB, new_token, token_hash
from bot.types import JSON, Action, LedgerMessage, Message, Tenant
from bot.words.reception import opening_suggestions
from bot.words.regions import locale_of
from channels.web.errors import RETRY_AFTER_S, TEXTS, new_error_id
from channels.web.limiting import address_of
from channels.web.socket import frames
from channels.web.socket.reception import FORBIDDEN, NO_HELLO, NO_TENANT, RESTART, TRY_AGAIN, Ended, Reception
from channels.web.socket.view import View
from channels.web.socket.writing import FrameWriter

HELLO_S = 10.0
SESSION_AGE = timedelta(days=7)


class Socket:
    """One visitor's connection."""

    __slots__ = (
        "_receive",
        "_reception",
        "_scope",
        "address",
        "language",
        "locale",
        "out",
        "session_id",
        "tenant",
        "view",
        "visitor",
    )

    tenant: Tenant
    session_id: UUID
    visitor: str  # the hashed token: the channel user id

    def __init__(self, reception: Reception, scope: Scope, receive: Receive, send: Send) -> None:
        self._reception = reception
        self._scope = scope
        self._receive = receive
        self.address = address_of(scope["client"])
        self.language = locale_of(None)
        self.locale: str | None = None
        self.out = FrameWriter(send, reception.tasks)
        self.view = View(self.out, reception.core.news, reception.hops, reception.tasks)

    async def run(self) -> None:
        try:
            await self._greet()
            while True:
                await self._answer(await self._frame())
        except Ended as ended:
            await self.out.close(ended.code)
        except asyncio.CancelledError:
            if not self.out.overrun:
                raise
            await self.out.close(TRY_AGAIN)
        except OSError:
            pass  # the visitor is gone
        finally:
            self.view.unfollow()

    # --- hello ----------------------------------------------------------------------------------------------------

    async def _greet(self) -> None:
        """Read frames until a hello opens a session. Raises Ended."""
        try:
            deadline = asyncio.get_running_loop().time() + HELLO_S
            while True:
                async with asyncio.timeout_at(deadline):
                    frame = await self._frame()
                if not isinstance(frame, frames.HelloFrame):
                    self.out.put(frames.error("bad_frame", "say hello first", id=getattr(frame, "id", None)))
                elif await self._hello(frame):
                    return
        except TimeoutError:
            self.out.put(frames.error("bad_frame", f"no hello within {HELLO_S:g} seconds"))
            raise Ended(NO_HELLO) from None

    async def _hello(self, hello: frames.HelloFrame) -> bool:
        """Whether the conversation begins. Raises Ended."""
        self.locale = hello.locale
        self.language = locale_of(None, hello.locale)
        try:
            self.tenant = await self._reception.core.tenants.find(hello.tenant)
            self.language = locale_of(self.tenant, hello.locale)
            if not self._reception.origins.allows(self.tenant, self._scope):
                self.out.put(frames.error("origin_not_allowed", TEXTS.say("origin_not_allowed", self.language)))
                raise Ended(FORBIDDEN)
            return await self._open(hello)
        except NotFound as error:
            self.out.put(frames.error("unknown_tenant", str(error)))
            raise Ended(NO_TENANT) from None
        except Ended:
            raise
        except Exception as error:
            self._put_unavailable(error, None)
            raise Ended(TRY_AGAIN) from None

    async def _open(self, hello: frames.HelloFrame) -> bool:
        core = self._reception.core
        token = hello.token if hello.token is not None else new_token()
        if hello.token is None:
            self._limit_new_session()
        visitor = token_hash(token)
        is_new = hello.token is None
        opened = await core.ledger.open_session(
            self.tenant.tenant_id, WEB, visitor, visitor, hello.locale, hello.attribution(is_new=is_new), create=is_new
        )
        if opened is None:
            self._limit_new_session()  # guessing is not free either
            self.out.put(
                frames.error("bad_token", "this token has no conversation; forget it and say hello without one")
            )
            return False
        self.visitor = visitor
        self.session_id, created = opened.session_id, opened.created
        await self._welcome(token, hello.last_seq, created)
        return True

    def _limit_new_session(self) -> None:
        if wait_s := self._reception.limiter.session(self.address):
            self._put_rate_limited(wait_s, None)
            raise Ended(TRY_AGAIN)

    async def _welcome(self, token: str, last_seq: int, created: bool) -> None:
        """Send what the visitor has missed; from here on events follow without a gap.

        Follows before it reads: what is committed meanwhile is held, and sent after the welcome if it is not in it.
        """
        core, tenant_id = self._reception.core, self.tenant.tenant_id
        self.view.follow(tenant_id, self.session_id, last_seq)
        speaker, expires_at, missed = "bot", datetime.now(UTC) + SESSION_AGE, list[LedgerMessage]()
        if created:
            last_seq = 0
        else:
            record = await core.ledger.session(tenant_id, self.session_id)
            if record is None:
                raise StoreUnavailable  # deleted at this moment; the next hello finds out
            speaker, expires_at = record.speaker, record.expires_at.astimezone(UTC)
            last_seq = last_seq if last_seq <= record.last_seq else 0
            missed = await core.ledger.messages_after(tenant_id, self.session_id, last_seq)
            self.view.linked = await self._reception.hops.linked(tenant_id, self.session_id)
        seq = missed[-1].seq if missed else last_seq
        self.out.put(frames.encode(self._welcome_json(token, seq, speaker, expires_at, missed)))
        self.view.show_from(seq)

    def _welcome_json(
        self, token: str, seq: int, speaker: str, expires_at: datetime, missed: list[LedgerMessage]
    ) -> JSON:
        return {
            "type": "welcome",
            "token": token,
            "session_id": self.session_id,
            "seq": seq,
            "expires_at": expires_at,
            "speaker": speaker,
            "tenant": frames.tenant_json(self.tenant),
            "messages": [frames.message_json(message) for message in missed],
            "suggestions": opening_suggestions(self.tenant, self.language),
            "hops": self._reception.hops.offered(),
            "linked": self.view.linked,
        }

    # --- conversation ---------------------------------------------------------------------------------------------

    async def _answer(self, frame: frames.ClientFrame) -> None:
        if isinstance(frame, frames.MessageFrame):
            await self._accept(frame.id, frame.text, None)
        elif isinstance(frame, frames.ActionFrame):
            await self._accept(frame.id, frame.label(), frame.pressed())
        elif isinstance(frame, frames.BookingFrame):
            await self._book(frame)
        elif isinstance(frame, frames.LinkFrame | frames.UnlinkFrame):
            await self._hop(frame)
        elif isinstance(frame, frames.PingFrame):
            self.out.put(frames.PONG)
        elif isinstance(frame, frames.HelloFrame):
            self.out.put(
                frames.error("bad_frame", "hello was said already; open a new socket for another conversation")
            )
        # typing, read: nobody on our side looks yet

    def _may_speak(self, id_: str) -> bool:
        if self._reception.closing:
            self.out.put(frames.error("unavailable", TEXTS.say("unavailable", self.language), id=id_, retry_after_s=1))
            return False
        if wait_s := self._reception.limiter.message(self.visitor, self.address):
            self._put_rate_limited(wait_s, id_)
            return False
        return True

    async def _accept(self, id_: str, text: str, action: Action | None) -> None:
        """Store the guest's message. Its own event, in the ledger's order, says that it is accepted; what is told while
        it is being stored waits, so that nothing is said of it before that is known. Raises Ended."""
        if not self._may_speak(id_):
            return
        message = Message(self.tenant.tenant_id, WEB, self.visitor, id_, text, action, self.locale)
        self.view.expect(id_)
        try:
            accepted = await self._reception.accept(message)
            if accepted.session_id != self.session_id:  # the old one has expired: the next hello opens the new one
                raise Ended(RESTART)
            if accepted.duplicate:  # its event is over
                self.view.forget(id_)
                self.out.put(frames.accepted(id_, accepted.seq))
        except Ended:
            raise
        except Exception as error:
            self.view.forget(id_)
            self._put_unavailable(error, id_)
        finally:
            self.view.release()

    async def _book(self, frame: frames.BookingFrame) -> None:
        if not self._may_speak(frame.id):
            return
        try:
            row = await self._reception.core.bookings.request(
                self.tenant, self.session_id, WEB, frame.id, frame.request(), self.language
            )
        except InvalidInput as error:
            self.out.put(frames.error(error.code, str(error), id=frame.id))
        except Exception as error:
            self._put_unavailable(error, frame.id)
        else:
            self.out.put(frames.booked(frame.id, row))

    async def _hop(self, frame: frames.LinkFrame | frames.UnlinkFrame) -> None:
        """Raises Ended."""
        if not self._may_speak(frame.id):
            return
        hops, whose = self._reception.hops, (self.tenant.tenant_id, self.session_id)
        try:
            if isinstance(frame, frames.UnlinkFrame):
                self.view.linked = await hops.unlink(*whose)
                self.out.put(frames.linked(self.view.linked))
            elif link := await hops.link(*whose, frame.channel):
                self.out.put(frames.encode({"type": "link", "id": frame.id, **link}))
            else:
                self.out.put(frames.error("bad_frame", "link: this channel is not offered here", id=frame.id))
        except NotFound:  # the session has expired: the next hello opens a new one
            raise Ended(RESTART) from None
        except Exception as error:
            self._put_unavailable(error, frame.id)

    # --- reading and writing --------------------------------------------------------------------------------------

    async def _frame(self) -> frames.ClientFrame:
        """The next frame that can be taken; wrong ones are answered. Raises Ended when the visitor has gone."""
        while True:
            received = await self._receive()
            if received["type"] == "websocket.disconnect":
                raise ConnectionResetError
            try:
                return frames.read_frame(_text(received))
            except frames.BadFrame as bad:
                self.out.put(frames.error(bad.code, bad.detail, id=bad.id))

    def _put_rate_limited(self, wait_s: int, id_: str | None) -> None:
        detail = TEXTS.say("rate_limited", self.language, seconds=wait_s)
        self.out.put(frames.error("rate_limited", detail, id=id_, retry_after_s=wait_s))

    def _put_unavailable(self, error: Exception, id_: str | None) -> None:
        """Must be called inside `except`."""
        error_id = new_error_id("unavailable", "/ws", unexpected=not isinstance(error, StoreUnavailable))
        detail = TEXTS.say("unavailable", self.language)
        self.out.put(frames.error("unavailable", detail, id=id_, retry_after_s=RETRY_AFTER_S, error_id=error_id))


def _text(received: AsgiMessage) -> str:
    text = received.get("text")
    if not isinstance(text, str):
        raise frames.BadFrame("bad_frame", "binary frames are not understood; send JSON as text")
    return text
