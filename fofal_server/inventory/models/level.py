"""What is left: the stock of each item against its thresholds, and of each lot against its last day."""

from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, and_, case, func, literal_column, or_, select

from fofal_server.core.models import SEARCHED, Record
from fofal_server.inventory.models.balance import StockBalance
from fofal_server.inventory.models.item import Item
from fofal_server.inventory.models.lot import Lot


class StockState(StrEnum):
    """How an item stands: at its alert quantity or below, below its minimum, or nothing left of it.

    What has no threshold is always enough.
    """

    ENOUGH = "enough"
    ALERT = "alert"
    MINIMUM = "minimum"
    EMPTY = "empty"


def _kept(record: type[Item | Lot]) -> list[ColumnElement[Any]]:
    """What every record has, as it stands in the record that the row is about."""
    names = ("id", "created_at", "created_by", "updated_at", "updated_by")
    return [literal_column("1", Integer).label("version"), *(getattr(record, name) for name in names)]


def _sum(column: Any) -> ColumnElement[Decimal]:
    return func.coalesce(func.sum(column), Decimal(0))


_LEFT = (
    select(StockBalance.item_id, _sum(StockBalance.quantity).label("quantity"))
    .add_columns(_sum(StockBalance.available).label("available"))
    .group_by(StockBalance.item_id)
    .subquery("item_left")
)
_QUANTITY = func.coalesce(_LEFT.c.quantity, Decimal(0))
_WATCHED = or_(Item.alert_quantity.is_not(None), Item.minimum_quantity.is_not(None))
_STATE = case(
    (and_(_WATCHED, _QUANTITY <= 0), StockState.EMPTY.value),
    (Item.minimum_quantity > _QUANTITY, StockState.MINIMUM.value),
    (Item.alert_quantity >= _QUANTITY, StockState.ALERT.value),
    else_=StockState.ENOUGH.value,
)
_ITEMS = (
    select(*_kept(Item), Item.id.label("item_id"), Item.code, Item.name, Item.category, Item.unit)
    .add_columns(Item.__table__.c[SEARCHED])
    .add_columns(Item.alert_quantity, Item.minimum_quantity, _QUANTITY.label("quantity"))
    .add_columns(func.coalesce(_LEFT.c.available, Decimal(0)).label("available"), _STATE.cast(String).label("state"))
    .outerjoin(_LEFT, _LEFT.c.item_id == Item.id)
    .where(Item.archived.is_(False))
    .subquery("inventory_stock_level")
)

_LOT_LEFT = (
    select(StockBalance.lot_id, func.sum(StockBalance.quantity).label("quantity"))
    .where(StockBalance.quantity > 0, StockBalance.lot_id.is_not(None))
    .group_by(StockBalance.lot_id)
    .subquery("lot_left")
)
_LOTS = (
    select(*_kept(Lot), Lot.id.label("lot_id"), Lot.code, Lot.item_id, Lot.expires_on, Lot.quality_status)
    .add_columns(_LOT_LEFT.c.quantity, Lot.__table__.c[SEARCHED])
    .join(_LOT_LEFT, _LOT_LEFT.c.lot_id == Lot.id)
    .subquery("inventory_lot_level")
)


class StockLevel(Record):
    """One item over all warehouses; its key is the item's."""

    __table__ = _ITEMS
    __mapper_args__ = {"primary_key": [_ITEMS.c.id], "exclude_properties": (SEARCHED,)}  # noqa: RUF012 - SQLAlchemy's own form
    __audited__ = False


class LotLevel(Record):
    """One lot of which something is left; its key is the lot's."""

    __table__ = _LOTS
    __mapper_args__ = {"primary_key": [_LOTS.c.id], "exclude_properties": (SEARCHED,)}  # noqa: RUF012 - SQLAlchemy's own form
    __audited__ = False
