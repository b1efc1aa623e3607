"""Redeeming a ticket: the launcher hands a sign-in to the desktop that it starts."""

from typing import cast

from sqlalchemy import delete
from sqlalchemy.orm import Session

from fofal_server.auth import sign_in, tokens
from fofal_server.auth.models import Ticket
from fofal_server.auth.schemas import TicketBody
from fofal_server.contract.wire import Tokens
from fofal_server.core import clock
from fofal_server.core.operation import Answer, Call, json_answer


def redeem(call: Call) -> Answer:
    """``POST /auth/ticket``: 401 for a ticket that was used, is too old or was never made."""
    sign_in.door_of(call).rates.attempt(call.address or "")
    issued = sign_in.apart(call, lambda session: _used(session, call, cast("TicketBody", call.body).ticket))
    if issued is None:
        raise tokens.refused("auth.ticket_invalid")
    return json_answer(issued)


def _used(session: Session, call: Call, ticket: str) -> Tokens | None:
    """Tokens for a ticket that is taken away in the same breath."""
    taken = delete(Ticket).where(Ticket.hash == tokens.digest(ticket)).returning(Ticket.user_id, Ticket.expires_at)
    found = session.execute(taken).one_or_none()
    if found is None or found.expires_at < clock.now():
        return None
    user = sign_in.account(session, found.user_id)
    return sign_in.welcome(session, call, user, "ticket") if user else None
