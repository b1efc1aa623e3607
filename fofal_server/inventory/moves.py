"""What a move must say before it can be kept as a draft."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Refused
from fofal_server.core.ids import new_id
from fofal_server.inventory.models import Item, Lot, MoveKind, MoveStatus, StockMove, StorageBin, Warehouse

SKEW = dt.timedelta(minutes=2)
"""A client's clock may be this much ahead of the server's."""

DUE = {
    MoveKind.RECEIPT: (False, True),
    MoveKind.ISSUE: (True, False),
    MoveKind.TRANSFER: (True, True),
    MoveKind.LOSS: (True, False),
}
"""Whether source and destination are due; an adjustment has exactly one of them."""


def drafted(session: Session, actor: Actor, **values: Any) -> StockMove:
    """A new draft made by another part of the house, checked like one that a person typed."""
    move = StockMove(id=new_id(), status=MoveStatus.DRAFT, **values)
    check_move(session, actor, move, values)
    session.add(move)
    return move


def check_move(session: Session, _actor: Actor, move: StockMove, _given: Mapping[str, Any]) -> None:
    """Refuse a draft that could never be posted, with a message under the field that is wrong."""
    move.moved_at = move.moved_at or clock.now()
    if move.moved_at > clock.now() + SKEW:
        raise Refused("inventory.future", field="moved_at")
    _check_places(move)
    _check_quantity(move)
    _check_cost(move)
    _check_item(session, move)
    check_lot_of(session, move.item_id, move.lot_id)
    _check_place(session, "source", move.source_id, move.source_bin_id)
    _check_place(session, "destination", move.destination_id, move.destination_bin_id)


def _check_places(move: StockMove) -> None:
    given = {"source_id": move.source_id is not None, "destination_id": move.destination_id is not None}
    if move.kind is MoveKind.ADJUSTMENT:
        if sum(given.values()) != 1:
            raise Refused("inventory.one_place", field="destination_id")
        return
    for (field, there), due in zip(given.items(), DUE[move.kind], strict=True):
        if there != due:
            key = "inventory.place_due" if due else "inventory.place_not_due"
            raise Refused(key, field=field, kind=f"choice.MoveKind.{move.kind}")
    here = move.source_id == move.destination_id and move.source_bin_id == move.destination_bin_id
    if here and move.new_lot_id is None:
        raise Refused("inventory.same_place", field="destination_id")


def _check_quantity(move: StockMove) -> None:
    """Positive; only an adjustment of a destination may be negative, which takes away there."""
    signed = move.kind is MoveKind.ADJUSTMENT and move.destination_id is not None
    if move.quantity == 0 or (move.quantity < 0 and not signed):
        raise Refused("inventory.quantity_positive", field="quantity")


def brings(move: StockMove) -> bool:
    """Whether the move brings stock into the company, so that it may carry a cost."""
    return move.source_id is None and move.quantity > 0


def _check_cost(move: StockMove) -> None:
    if move.unit_cost is not None and move.amount is not None:
        raise Refused("inventory.cost_twice", field="amount")
    for name in ("unit_cost", "amount"):
        if getattr(move, name) is not None and not brings(move):
            raise Refused("inventory.cost_computed", field=name)


def _check_item(session: Session, move: StockMove) -> None:
    item = session.scalars(scoped(SYSTEM, Item).where(Item.id == move.item_id)).one_or_none()
    if item is not None and item.archived:
        raise Refused("inventory.put_aside", field="item_id", name=item.code)


def check_lot_of(session: Session, item_id: UUID, lot_id: UUID | None) -> None:
    """A lot is one of its own item; an unknown one is left to the foreign key."""
    query = scoped(SYSTEM, Lot).where(Lot.id == lot_id, Lot.item_id != item_id)
    lot = session.scalars(query).one_or_none() if lot_id else None
    if lot is not None:
        raise Refused("inventory.lot_of_other_item", field="lot_id", lot=lot.code)


def _check_place(session: Session, side: str, warehouse_id: UUID | None, bin_id: UUID | None) -> None:
    query = scoped(SYSTEM, Warehouse).where(Warehouse.id == warehouse_id)
    warehouse = session.scalars(query).one_or_none() if warehouse_id else None
    if warehouse is not None and warehouse.archived:
        raise Refused("inventory.put_aside", field=f"{side}_id", name=warehouse.code)
    if bin_id is None:
        return
    place = session.scalars(scoped(SYSTEM, StorageBin).where(StorageBin.id == bin_id)).one_or_none()
    if place is not None and place.warehouse_id != warehouse_id:
        raise Refused("inventory.bin_elsewhere", field=f"{side}_bin_id", bin=place.code)
