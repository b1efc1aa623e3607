"""The stock of an item held for a change: its rows locked, its whole value in one hand.

Locks are taken in one order everywhere: documents, warehouses, items, balances, number series; each by ascending id.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import Select, Table
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.ids import new_id
from fofal_server.inventory import valuation
from fofal_server.inventory.models import CostLayer, Item, Lot, StockBalance, Valuation

FRESH = {"populate_existing": True}
TABLE = cast("Table", StockBalance.__table__)
KEPT = ("quantity", "reserved", "value", "unit_cost")
"""What changes of a balance; its place never does."""


class Place(NamedTuple):
    """Where a quantity lies: warehouse, bin and lot."""

    warehouse_id: UUID
    bin_id: UUID | None
    lot_id: UUID | None


@dataclass
class Row:
    """A balance in hand; ``known`` is what is stored of it, nothing for a new one."""

    id: UUID
    place: Place
    quantity: Decimal = valuation.ZERO
    reserved: Decimal = valuation.ZERO
    value: Decimal = valuation.ZERO
    unit_cost: Decimal = valuation.ZERO
    known: tuple[Decimal, ...] = ()

    @property
    def free(self) -> Decimal:
        """What of it is promised to nobody."""
        return self.quantity - self.reserved

    @property
    def now(self) -> tuple[Decimal, ...]:
        return self.quantity, self.reserved, self.value, self.unit_cost


@dataclass
class Stock:
    """An item's stock while it is being changed. ``value`` is that of all its rows together, in francs."""

    item: Item
    value: Decimal = valuation.ZERO
    rows: dict[Place, Row] = field(default_factory=dict)
    lots: dict[UUID, Lot] = field(default_factory=dict)
    layers: list[CostLayer] = field(default_factory=list)

    @property
    def quantity(self) -> Decimal:
        return sum((row.quantity for row in self.rows.values()), valuation.ZERO)

    @property
    def fifo(self) -> bool:
        return self.item.valuation is Valuation.FIFO


def hold(session: Session, items: Iterable[UUID]) -> dict[UUID, Stock]:
    """Lock these items with all their stock, so that nobody else changes it before the end of the transaction."""
    session.flush()
    keys = set(items)
    query = _items(keys).with_for_update(key_share=True).execution_options(**FRESH)
    stocks = {item.id: Stock(item) for item in session.scalars(query)}
    _load_rows(session, stocks, _there(keys).with_for_update())
    _load_lots(session, stocks)
    _load_layers(session, stocks)
    return stocks


def seen(session: Session, item_id: UUID) -> Stock | None:
    """The stock of an item as it is at this moment, not locked and not to be changed; None for an unknown item."""
    item = session.scalars(_items({item_id})).one_or_none()
    if item is None:
        return None
    found = {item_id: Stock(item)}
    _load_rows(session, found, _there({item_id}))
    _load_lots(session, found)
    return found[item_id]


def _items(keys: set[UUID]) -> Select[Any]:
    return scoped(SYSTEM, Item).where(Item.id.in_(keys)).order_by(Item.id)


def _balances() -> Select[Any]:
    place = (StockBalance.warehouse_id, StockBalance.bin_id, StockBalance.lot_id)
    return scoped(
        SYSTEM, StockBalance, StockBalance.item_id, StockBalance.id, *place, *(TABLE.c[name] for name in KEPT)
    )


def _there(keys: set[UUID]) -> Select[Any]:
    there = _balances().where(StockBalance.item_id.in_(keys), StockBalance.quantity > 0)
    return there.order_by(StockBalance.id)


def _load_rows(session: Session, stocks: dict[UUID, Stock], query: Select[Any]) -> None:
    for item_id, key, warehouse_id, bin_id, lot_id, *known in session.execute(query):
        row = Row(key, Place(warehouse_id, bin_id, lot_id), **dict(zip(KEPT, known, strict=True)))
        row.known = row.now
        stocks[item_id].rows[row.place] = row
        stocks[item_id].value += row.value


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


def row_at(session: Session, stock: Stock, place: Place) -> Row:
    """The row of a place: held already, known but empty, or new."""
    if place not in stock.rows:
        query = _balances().where(
            StockBalance.item_id == stock.item.id,
            StockBalance.warehouse_id == place.warehouse_id,
            StockBalance.bin_id.is_not_distinct_from(place.bin_id),
            StockBalance.lot_id.is_not_distinct_from(place.lot_id),
        )
        _load_rows(session, {stock.item.id: stock}, query.with_for_update())
    return stock.rows.setdefault(place, Row(new_id(), place))


def write(session: Session, stock: Stock) -> None:
    """Share the item's value over its rows, so that their francs add up to it exactly, and store what has changed."""
    rows = sorted(stock.rows.values(), key=lambda row: row.id)
    mean = valuation.unit_cost(stock.value, stock.quantity)
    for row, value in zip(rows, valuation.spread(stock.value, [row.quantity for row in rows]), strict=True):
        row.value = value
        row.unit_cost = mean if row.quantity else valuation.ZERO
    fresh = [_stored(stock, row) for row in rows if row.now != row.known]
    if fresh:
        session.connection().execute(_upsert(), fresh)


def _stored(stock: Stock, row: Row) -> dict[str, Any]:
    return {"id": row.id, "item_id": stock.item.id, **row.place._asdict(), **dict(zip(KEPT, row.now, strict=True))}


def _upsert() -> Insert:
    """One statement for all rows of an item: a receipt moves the mean, and with it each of them."""
    made = insert(TABLE)
    changed = {name: made.excluded[name] for name in (*KEPT, "updated_at")}
    return made.on_conflict_do_update(index_elements=[TABLE.c.id], set_={**changed, "version": TABLE.c.version + 1})
