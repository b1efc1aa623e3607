"""Posting: the one place where moves change balances. Drafts become final, all of a group or none of it.

Valuation follows the order of posting, whatever ``moved_at`` says (``docs/decisions``: stock valuation).
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.core import clock, events, numbering
from fofal_server.core.actor import Actor
from fofal_server.core.errors import FieldError, Invalid, Refused
from fofal_server.inventory import costs, layers, picking, places, stock, valuation
from fofal_server.inventory.events import StockBelowMinimum
from fofal_server.inventory.models import MoveKind, MoveStatus, StockEntry, StockMove
from fofal_server.inventory.moves import brings
from fofal_server.inventory.picking import Pick, Wanted
from fofal_server.inventory.stock import Place, Stock

Effects = list[tuple[Place, Decimal]]


@dataclass(frozen=True)
class Outcome:
    """What posting a move comes to; written on it together with its number, since a posted move stays as it is."""

    move: StockMove
    value: Decimal
    unit_cost: Decimal
    lot_id: UUID | None
    sunk: StockBelowMinimum | None = None


def post(session: Session, actor: Actor, move: StockMove, _: object) -> None:
    """Post one draft; refused when the stock does not allow it."""
    post_moves(session, actor, [move])


def post_moves(
    session: Session, actor: Actor, moves: Sequence[StockMove], *, count_id: UUID | None = None, group: str = "ids"
) -> None:
    """Post these drafts in this order, all or none; a refusal of one among several is told as ``<group>.<index>``.

    ``count_id`` is the count whose adjustments they are.
    """
    places.hold_open(session, [key for move in moves for key in (move.source_id, move.destination_id)], count_id)
    stocks = stock.hold(session, (move.item_id for move in moves))
    outcomes = []
    for index, move in enumerate(moves):
        with told_apart(f"{group}.{index}", len(moves)):
            outcomes.append(_apply(session, stocks[move.item_id], move))
    close(session, stocks.values())
    for outcome in outcomes:
        if outcome.sunk is not None:
            events.publish(session, actor, outcome.sunk)
    for outcome in outcomes:
        _book(session, actor, outcome)
    session.flush()


@contextmanager
def told_apart(name: str, count: int) -> Iterator[None]:
    """In a group, a refusal says which one it is about."""
    try:
        yield
    except Refused as error:
        if count == 1:
            raise
        found = FieldError(name, error.key or error.slug, error.code or error.slug, error.values)
        raise Invalid(errors=(found,), code=error.code) from error


def _apply(session: Session, held: Stock, move: StockMove) -> Outcome:
    level = held.quantity
    outcome = _come(session, held, move) if brings(move) else _go(session, held, move)
    return _with_alert(outcome, held, level)


def _come(session: Session, held: Stock, move: StockMove) -> Outcome:
    value = costs.coming(session, held, move)
    held.value += value
    if held.fifo:
        layers.add(session, held, move, move.quantity, value)
    change(session, held, move, [(_destination(move, move.lot_id), move.quantity)])
    cost = valuation.unit_cost(value, move.quantity) if move.unit_cost is None else move.unit_cost
    return Outcome(move, value, cost, move.lot_id)


def _go(session: Session, held: Stock, move: StockMove) -> Outcome:
    picks = picking.pick(held, _wanted(move))
    lots = {one.row.place.lot_id for one in picks}
    effects: Effects = [(one.row.place, -one.quantity) for one in picks]
    cost = valuation.unit_cost(held.value, held.quantity)
    if move.kind is MoveKind.TRANSFER:
        value = costs.passing(held, move)
        effects += _arrivals(move, picks)
    else:
        value = costs.leaving(session, held, move)
        cost = valuation.unit_cost(value, abs(move.quantity)) if held.fifo else cost
        held.value -= value
    change(session, held, move, effects)
    return Outcome(move, value.copy_sign(move.quantity), cost, lots.pop() if len(lots) == 1 else None)


def _wanted(move: StockMove) -> Wanted:
    """Within one warehouse a transfer without a bin means what lies in no bin; elsewhere it means any."""
    within = move.source_id == move.destination_id and move.new_lot_id is None
    return Wanted(
        kind=move.kind,
        quantity=abs(move.quantity),
        warehouse_id=move.source_id or _destination(move, None).warehouse_id,
        bin_id=move.source_bin_id if move.source_id else move.destination_bin_id,
        lot_id=move.lot_id,
        day=clock.day_of(move.moved_at),
        any_bin=not within,
    )


def _arrivals(move: StockMove, picks: Sequence[Pick]) -> Effects:
    return [(_destination(move, move.new_lot_id or one.row.place.lot_id), one.quantity) for one in picks]


def _destination(move: StockMove, lot_id: UUID | None) -> Place:
    if move.destination_id is None:
        raise Refused("inventory.place_due", field="destination_id", kind=f"choice.MoveKind.{move.kind}")
    return Place(move.destination_id, move.destination_bin_id, lot_id)


def change(session: Session, held: Stock, move: StockMove, effects: Effects) -> None:
    """Add to the rows what the move does to them, and write it down as its entries."""
    for position, (place, quantity) in enumerate(effects):
        row = stock.row_at(session, held, place)
        row.quantity += quantity
        session.add(StockEntry(move_id=move.id, position=position, quantity=quantity, **place._asdict()))


def _with_alert(outcome: Outcome, held: Stock, level: Decimal) -> Outcome:
    """The level is that of all warehouses together, so a transfer never alerts."""
    move, limit = outcome.move, held.item.alert_quantity
    if limit is None or not held.quantity <= limit < level:
        return outcome
    where = move.source_id or _destination(move, None).warehouse_id
    sunk = StockBelowMinimum(held.item.id, where, held.quantity, limit)
    return Outcome(move, outcome.value, outcome.unit_cost, outcome.lot_id, sunk)


def close(session: Session, stocks: Iterable[Stock]) -> None:
    """Write what the moves did, and the balances; after this only numbers are taken."""
    session.flush()
    for held in stocks:
        stock.write(session, held)


def _book(session: Session, actor: Actor, outcome: Outcome) -> None:
    move = outcome.move
    move.value, move.unit_cost, move.lot_id = outcome.value, outcome.unit_cost, outcome.lot_id
    move.number = next_number(session)
    move.status = MoveStatus.POSTED
    move.posted_at, move.posted_by = clock.now(), actor.user_id


def next_number(session: Session) -> str:
    """``MV-2026-000123``, of the year of posting."""
    year = clock.today().year
    return numbering.formatted("MV", year, numbering.take(session, "stock-move", year))
