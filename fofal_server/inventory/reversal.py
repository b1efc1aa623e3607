"""Cancelling: a draft is put aside, a posted move is taken back by its exact opposite and never edited."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Refused
from fofal_server.core.ids import new_id
from fofal_server.core.plain import plain
from fofal_server.inventory import layers, places, posting, stock
from fofal_server.inventory.models import MoveKind, MoveStatus, StockEntry, StockMove
from fofal_server.inventory.stock import Place, Stock

REPEATED = (
    "kind", "item_id", "lot_id", "new_lot_id", "unit_cost", "source_id", "source_bin_id", "destination_id",
    "destination_bin_id", "plot_id", "cost_center", "count_id",
)  # fmt: skip


def cancel(session: Session, actor: Actor, move: StockMove, _: object) -> None:
    """Put a draft aside; take a posted move back, refused when its stock or its value has gone since."""
    if move.status is MoveStatus.DRAFT:
        move.status = MoveStatus.CANCELLED
    else:
        reverse(session, actor, [move])


def reverse(session: Session, actor: Actor, moves: Sequence[StockMove]) -> None:
    """Take these posted moves back, the last posted first, all or none.

    Both the move and its reversal end as ``cancelled``: the sum of what is posted stays the stock.
    """
    entries = {move.id: _entries(session, move) for move in moves}
    places.hold_open(session, [entry.warehouse_id for found in entries.values() for entry in found])
    stocks = stock.hold(session, (move.item_id for move in moves))
    reversals = []
    for move in sorted(moves, key=lambda one: one.number or "", reverse=True):
        reversals.append(_undo(session, stocks[move.item_id], move, entries[move.id]))
        move.status = MoveStatus.CANCELLED
    for reversal in reversals:
        reversal.number = posting.next_number(session)
        reversal.posted_at, reversal.posted_by = clock.now(), actor.user_id
    session.add_all(reversals)
    posting.close(session, stocks.values())


def _entries(session: Session, move: StockMove) -> Sequence[StockEntry]:
    query = scoped(SYSTEM, StockEntry).where(StockEntry.move_id == move.id).order_by(StockEntry.position)
    found: Sequence[StockEntry] = session.scalars(query).all()
    return found


def _undo(session: Session, held: Stock, move: StockMove, entries: Sequence[StockEntry]) -> StockMove:
    reversal = _opposite(move)
    effects = [(Place(one.warehouse_id, one.bin_id, one.lot_id), -one.quantity) for one in entries]
    posting.change(session, held, reversal, effects)
    for place, quantity in effects:
        _check_there(held, place, quantity)
    held.value -= effect(move)
    if held.value < 0 or (held.value and not held.quantity):
        raise Refused("inventory.value_gone", number=move.number)
    if held.fifo:
        layers.undo(session, held, move, reversal)
    return reversal


def effect(move: StockMove) -> Decimal:
    """Francs by which a posted move changed the value of its item."""
    value = move.value or Decimal(0)
    if move.kind is MoveKind.TRANSFER:
        return Decimal(0)
    return value if move.destination_id else -value


def _check_there(held: Stock, place: Place, quantity: Decimal) -> None:
    left = held.rows[place].free
    if left < 0:
        wanted, available = plain(-quantity), plain(max(left - quantity, Decimal(0)))
        raise Refused("inventory.stock_gone", wanted=wanted, available=available, unit=held.item.unit)


def _opposite(move: StockMove) -> StockMove:
    now = clock.now()
    reversal = StockMove(id=new_id(), **{name: getattr(move, name) for name in REPEATED})
    reversal.quantity, reversal.value = -move.quantity, -(move.value or Decimal(0))
    reversal.status, reversal.reverses_id = MoveStatus.CANCELLED, move.id
    reversal.moved_at, reversal.posted_at = now, now
    reversal.reference, reversal.reason = move.number, move.reason
    return reversal
