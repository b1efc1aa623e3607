"""Proof that the balances are the sum of what was posted; for the console's doctor and for tests."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func
from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.texts import text
from fofal_server.inventory.models import CostLayer, Item, MoveKind, StockBalance, StockEntry, StockMove, Valuation

ZERO = Decimal(0)


@dataclass(frozen=True)
class Difference:
    """Where two sums that must agree do not: ``what`` is quantity, value or layers."""

    what: str
    key: tuple[UUID | None, ...]
    booked: Decimal
    shown: Decimal


def differences(session: Session) -> list[Difference]:
    """Every place and item whose balance is not the sum of its posted moves; empty when the books are sound."""
    return [
        *_apart("quantity", _by_place(session, _entries()), _by_place(session, _balances())),
        *_apart("value", _by_item(session, _effects()), _by_item(session, _values())),
        *_apart("layers", _by_item(session, _layers()), _by_item(session, _fifo_values())),
    ]


def unsound(session: Session) -> list[str]:
    """The differences, and stock below nothing, in lines for the administrator."""
    codes = {row[0]: row[1] for row in session.execute(scoped(SYSTEM, Item, Item.id, Item.code))}
    told = [
        text(f"inventory.proof.{one.what}", item=codes.get(one.key[0]), booked=one.booked, shown=one.shown)
        for one in differences(session)
    ]
    below = scoped(SYSTEM, StockBalance, StockBalance.item_id, StockBalance.quantity).where(StockBalance.quantity < 0)
    for item, quantity in session.execute(below):
        told.append(text("inventory.proof.negative", item=codes.get(item), shown=quantity))
    return told


def _apart(what: str, booked: dict[Any, Decimal], shown: dict[Any, Decimal]) -> list[Difference]:
    keys = booked.keys() | shown.keys()
    pairs = [(key, booked.get(key, ZERO), shown.get(key, ZERO)) for key in keys]
    return [Difference(what, key, one, other) for key, one, other in pairs if one != other]


def _by_place(session: Session, query: Any) -> dict[Any, Decimal]:
    return {(row[0], row[1], row[2], row[3]): row[4] for row in session.execute(query)}


def _by_item(session: Session, query: Any) -> dict[Any, Decimal]:
    return {(row[0],): row[1] for row in session.execute(query)}


def _entries() -> Any:
    place = (StockMove.item_id, StockEntry.warehouse_id, StockEntry.bin_id, StockEntry.lot_id)
    query = scoped(SYSTEM, StockEntry, *place, func.sum(StockEntry.quantity))
    return query.join(StockMove, StockMove.id == StockEntry.move_id).group_by(*place)


def _balances() -> Any:
    place = (StockBalance.item_id, StockBalance.warehouse_id, StockBalance.bin_id, StockBalance.lot_id)
    return scoped(SYSTEM, StockBalance, *place, StockBalance.quantity)


def _effect() -> ColumnElement[Decimal]:
    """Francs that a booked move added to its item's value."""
    outward = StockMove.source_id.is_not(None)
    return case((StockMove.kind == MoveKind.TRANSFER, ZERO), (outward, -StockMove.value), else_=StockMove.value)


def _effects() -> Any:
    query = scoped(SYSTEM, StockMove, StockMove.item_id, func.sum(_effect()))
    return query.where(StockMove.number.is_not(None)).group_by(StockMove.item_id)


def _values() -> Any:
    query = scoped(SYSTEM, StockBalance, StockBalance.item_id, func.sum(StockBalance.value))
    return query.group_by(StockBalance.item_id)


def _layers() -> Any:
    return scoped(SYSTEM, CostLayer, CostLayer.item_id, func.sum(CostLayer.value_left)).group_by(CostLayer.item_id)


def _fifo_values() -> Any:
    query = _values().join(Item, Item.id == StockBalance.item_id)
    return query.where(Item.valuation == Valuation.FIFO)
