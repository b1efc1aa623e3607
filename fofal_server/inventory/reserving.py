"""Reservations: stock promised for a task, held in its place until it is used or let go."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.actor import Actor
from fofal_server.inventory import picking, places, posting, stock
from fofal_server.inventory.models import MoveKind, Reservation, ReservationHold, ReservationStatus
from fofal_server.inventory.moves import check_lot_of, drafted
from fofal_server.inventory.picking import Wanted
from fofal_server.inventory.stock import Place


def reserve(session: Session, _actor: Actor, reservation: Reservation, _given: Mapping[str, Any]) -> None:
    """Hold what a new reservation asks for, first expired first; refused when it is not there."""
    check_lot_of(session, reservation.item_id, reservation.lot_id)
    places.hold_open(session, [reservation.warehouse_id])
    held = stock.hold(session, [reservation.item_id])[reservation.item_id]
    day = max(reservation.needed_on or clock.today(), clock.today())
    wanted = Wanted(MoveKind.ISSUE, reservation.quantity, reservation.warehouse_id, None, reservation.lot_id, day)
    for position, one in enumerate(picking.pick(held, wanted)):
        one.row.reserved += one.quantity
        session.add(
            ReservationHold(
                reservation_id=reservation.id,
                position=position,
                bin_id=one.row.place.bin_id,
                lot_id=one.row.place.lot_id,
                quantity=one.quantity,
            )
        )
    stock.write(session, held)


def release(session: Session, _actor: Actor, reservation: Reservation, _: object) -> None:
    """Let go of what is held."""
    _let_go(session, reservation)
    reservation.status = ReservationStatus.RELEASED


def consume(session: Session, actor: Actor, reservation: Reservation, _: object) -> None:
    """Issue what was reserved, first expired first among what may be issued on that day."""
    places.hold_open(session, [reservation.warehouse_id])
    _let_go(session, reservation)
    move = drafted(
        session,
        actor,
        kind=MoveKind.ISSUE,
        item_id=reservation.item_id,
        lot_id=reservation.lot_id,
        quantity=reservation.quantity,
        source_id=reservation.warehouse_id,
        plot_id=reservation.plot_id,
        reference=reservation.purpose,
    )
    posting.post_moves(session, actor, [move])
    reservation.status, reservation.move_id = ReservationStatus.CONSUMED, move.id


def _let_go(session: Session, reservation: Reservation) -> None:
    held = stock.hold(session, [reservation.item_id])[reservation.item_id]
    for one in reservation.holds:
        row = stock.row_at(session, held, Place(reservation.warehouse_id, one.bin_id, one.lot_id))
        row.reserved -= one.quantity
    stock.write(session, held)
