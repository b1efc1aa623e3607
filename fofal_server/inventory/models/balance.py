"""What lies where: the running sum of all posted moves, written by the posting alone."""

from decimal import Decimal

from sqlalchemy import CheckConstraint, Computed, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.core.fields import Money, Quantity, UnitPrice
from fofal_server.core.models import Record
from fofal_server.inventory.models.keys import BinId, ItemId, LotId, WarehouseId


class StockBalance(Record):
    """Quantity of an item in one place and lot. ``value`` is its share of the item's value, in whole francs.

    ``unit_cost`` is the item's mean cost, the same in every place; ``reserved`` is promised and not to be taken.
    """

    __tablename__ = "inventory_stock_balance"
    __audited__ = False
    __table_args__ = (
        UniqueConstraint(
            "item_id",
            "warehouse_id",
            "bin_id",
            "lot_id",
            name="uq_inventory_stock_balance_place",
            postgresql_nulls_not_distinct=True,
        ),
        CheckConstraint("quantity >= 0", name="quantity"),
        CheckConstraint("reserved >= 0 AND reserved <= quantity", name="reserved"),
        CheckConstraint("value >= 0 AND (quantity > 0 OR value = 0)", name="value"),
        ForeignKeyConstraint(["lot_id", "item_id"], ["inventory_lot.id", "inventory_lot.item_id"]),
        ForeignKeyConstraint(["bin_id", "warehouse_id"], ["inventory_bin.id", "inventory_bin.warehouse_id"]),
        Index("ix_inventory_stock_balance_there", "item_id", postgresql_where="quantity > 0"),
    )

    item_id: Mapped[ItemId] = mapped_column(ForeignKey("inventory_item.id"))
    warehouse_id: Mapped[WarehouseId] = mapped_column(ForeignKey("inventory_warehouse.id"), index=True)
    bin_id: Mapped[BinId | None]
    lot_id: Mapped[LotId | None] = mapped_column(index=True)
    quantity: Mapped[Quantity] = mapped_column(default=Decimal(0))
    reserved: Mapped[Quantity] = mapped_column(default=Decimal(0))
    available: Mapped[Quantity] = mapped_column(Computed("quantity - reserved", persisted=True))
    unit_cost: Mapped[UnitPrice] = mapped_column(default=Decimal(0))
    value: Mapped[Money] = mapped_column(default=Decimal(0))
