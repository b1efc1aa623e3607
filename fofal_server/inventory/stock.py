"""The stock of an item held for a change: its rows locked, its whole value in one hand.

Locks are taken in one order everywhere: documents, warehouses, items, balances, number series; each by ascending id.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.ids import new_id
from fofal_server.inventory import valuation
from fofal_server.inventory.models import CostLayer, Item, Lot, StockBalance, Valuation

FRESH = {"populate_existing": True}


class Place(NamedTuple):
    """Where a quantity lies: warehouse, bin and lot."""

    warehouse_id: UUID
    bin_id: UUID | None
    lot_id: UUID | None


@dataclass
class Stock:
    """An item's stock while it is being changed. ``value`` is that of all its rows together, in francs."""

    item: Item
    value: Decimal = valuation.ZERO
    rows: dict[Place, StockBalance] = field(default_factory=dict)
    lots: dict[UUID, Lot] = field(default_factory=dict)
    layers: list[CostLayer] = field(default_factory=list)

    @property
    def quantity(self) -> Decimal:
        return sum((row.quantity for row in self.rows.values()), valuation.ZERO)

    @property
    def fifo(self) -> bool:
        return self.item.valuation is Valuation.FIFO


def place_of(row: StockBalance) -> Place:
    return Place(row.warehouse_id, row.bin_id, row.lot_id)


def free(row: StockBalance) -> Decimal:
    """What of a row is promised to nobody."""
    return row.quantity - row.reserved


def hold(session: Session, items: Iterable[UUID]) -> dict[UUID, Stock]:
    """Lock these items with all their stock, so that nobody else changes it before the end of the transaction."""
    session.flush()
    keys = set(items)
    query = _items(keys).with_for_update(key_share=True).execution_options(**FRESH)
    stocks = {item.id: Stock(item) for item in session.scalars(query)}
    for row in session.scalars(_balances(keys).with_for_update().execution_options(**FRESH)):
        _take_in(stocks[row.item_id], row)
    _load_lots(session, stocks)
    _load_layers(session, stocks)
    return stocks


def seen(session: Session, item_id: UUID) -> Stock | None:
    """The stock of an item as it is at this moment, not locked and not to be changed; None for an unknown item."""
    item = session.scalars(_items({item_id})).one_or_none()
    if item is None:
        return None
    found = Stock(item)
    for row in session.scalars(_balances({item_id})):
        _take_in(found, row)
    _load_lots(session, {item_id: found})
    return found


def _items(keys: set[UUID]) -> Select[Any]:
    return scoped(SYSTEM, Item).where(Item.id.in_(keys)).order_by(Item.id)


def _balances(keys: set[UUID]) -> Select[Any]:
    there = scoped(SYSTEM, StockBalance).where(StockBalance.item_id.in_(keys), StockBalance.quantity > 0)
    return there.order_by(StockBalance.id)


def _take_in(stock: Stock, row: StockBalance) -> None:
    stock.rows[place_of(row)] = row
    stock.value += row.value


def _load_lots(session: Session, stocks: dict[UUID, Stock]) -> None:
    keys = {place.lot_id for stock in stocks.values() for place in stock.rows if place.lot_id}
    for lot in session.scalars(scoped(SYSTEM, Lot).where(Lot.id.in_(keys)).execution_options(**FRESH)) if keys else ():
        stocks[lot.item_id].lots[lot.id] = lot


def _load_layers(session: Session, stocks: dict[UUID, Stock]) -> None:
    keys = [key for key, stock in stocks.items() if stock.fifo]
    query = scoped(SYSTEM, CostLayer).where(CostLayer.item_id.in_(keys)).order_by(CostLayer.position)
    left = query.where(CostLayer.quantity_left > 0).execution_options(**FRESH)
    for layer in session.scalars(left) if keys else ():
        stocks[layer.item_id].layers.append(layer)


def row_at(session: Session, stock: Stock, place: Place) -> StockBalance:
    """The row of a place: held already, known but empty, or new."""
    if place in stock.rows:
        return stock.rows[place]
    query = scoped(SYSTEM, StockBalance).where(
        StockBalance.item_id == stock.item.id,
        StockBalance.warehouse_id == place.warehouse_id,
        StockBalance.bin_id.is_not_distinct_from(place.bin_id),
        StockBalance.lot_id.is_not_distinct_from(place.lot_id),
    )
    row: StockBalance | None = session.scalars(query.with_for_update()).one_or_none()
    if row is None:
        row = _empty(stock.item.id, place)
        session.add(row)
    stock.rows[place] = row
    return row


def _empty(item_id: UUID, place: Place) -> StockBalance:
    nothing = {"quantity": valuation.ZERO, "reserved": valuation.ZERO, "value": valuation.ZERO}
    return StockBalance(id=new_id(), item_id=item_id, **place._asdict(), unit_cost=valuation.ZERO, **nothing)


def settle(stock: Stock) -> None:
    """Share the item's value over its rows again, so that their francs add up to it exactly."""
    rows = sorted(stock.rows.values(), key=lambda row: row.id)
    mean = valuation.unit_cost(stock.value, stock.quantity)
    for row, value in zip(rows, valuation.spread(stock.value, [row.quantity for row in rows]), strict=True):
        row.value = value
        row.unit_cost = mean if row.quantity else valuation.ZERO
