"""Bookings that do not come out of a turn: the form of the website, and other systems' reports."""

from __future__ import annotations

from uuid import UUID, uuid4

from bot.catalog.search import units_by_id
from bot.channel import Channels
from bot.conversation.observing import Observers
from bot.conversation.turn import Clock, local_now
from bot.errors import Conflict
from bot.ledger.ledger import Ledger
from bot.news.announcing import News
from bot.offers.conversion import Conversion, booked_text, booking_reference, price_booking, reservation_of
from bot.types import JSON, BookingRequest, Content, Tenant
from bot.words.phrases import for_guests

CORE = for_guests("core")


class Bookings:
    def __init__(self, ledger: Ledger, news: News, channels: Channels, observers: Observers, clock: Clock) -> None:
        self._ledger = ledger
        self._news = news
        self._channels = channels
        self._observers = observers
        self._clock = clock

    async def request(
        self, tenant: Tenant, session_id: UUID, channel: str, request_id: str, booking: BookingRequest, language: str
    ) -> JSON:
        """A guest's request by form: the reservation, and a confirmation in the conversation. Repeating is harmless.

        While staff speak in the conversation the form alone confirms.

        Returns the row of guest_reservations.

        Raises:
            BookingRefused: the request cannot be fulfilled. Conflict: the session has another reservation.
        """
        async with self._ledger.database.visitor(tenant.tenant_id, session_id) as conn:
            found = (await units_by_id(conn, tenant.tenant_id, [booking.unit_id])).get(booking.unit_id)
        today = local_now(tenant, self._clock()).date()
        unit, price = price_booking(booking, found, today=today, language=language)
        reference = booking_reference(session_id, request_id)
        try:
            recorded = await self._ledger.convert(
                tenant.tenant_id, session_id, reservation_of(booking, price, reference), channel
            )
        except Conflict as error:
            raise Conflict(CORE.say("converted", language)) from error
        if recorded.changed:
            text = booked_text(booking, unit, price, reference, language)
            await self._confirm(tenant, session_id, channel, text)
            self._observers.converted(
                Conversion(tenant, session_id, recorded.reservation_id, recorded.reservation, channel)
            )
        return recorded.reservation

    async def report(self, tenant: Tenant, session_id: UUID, reservation: JSON) -> tuple[JSON, bool]:
        """A reservation made elsewhere belongs to this session: (its row, whether it is new).

        Raises:
            NotFound, Conflict: as Ledger.convert.
        """
        recorded = await self._ledger.convert(tenant.tenant_id, session_id, reservation, None)
        if recorded.changed:
            self._observers.converted(
                Conversion(tenant, session_id, recorded.reservation_id, recorded.reservation, None)
            )
        return recorded.reservation, recorded.changed

    async def cancel(self, tenant: Tenant, external_reference: str) -> JSON:
        """A reservation came to nothing: its row. Repeating is harmless.

        Raises:
            NotFound: no such reservation.
        """
        recorded = await self._ledger.cancel(tenant.tenant_id, external_reference)
        if recorded.changed:
            self._news.posted()
        return recorded.reservation

    async def _confirm(self, tenant: Tenant, session_id: UUID, channel: str, text: str) -> None:
        outbox = self._channels.has_outbox(channel)
        message = await self._ledger.append(
            tenant.tenant_id, session_id, channel, uuid4(), text, Content(), outbox=outbox
        )
        if message is not None:
            self._news.announce(message)
