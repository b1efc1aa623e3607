"""Moves, the only way to change stock, and the entries that say exactly what each posted one changed."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fofal_server.core.fields import Code, Moment, Money, Name, Note, Quantity, UnitPrice, UserId
from fofal_server.core.models import Line, Record, searched
from fofal_server.inventory.models.keys import BinId, CountId, ItemId, LotId, MoveId, PlotId, WarehouseId


class MoveKind(StrEnum):
    """What happens to stock; the kind decides which of source and destination are due."""

    RECEIPT = "receipt"
    ISSUE = "issue"
    TRANSFER = "transfer"
    ADJUSTMENT = "adjustment"
    LOSS = "loss"


class MoveStatus(StrEnum):
    """``posted`` counts. ``cancelled`` does not: a draft put aside, or a posted move together with its reversal."""

    DRAFT = "draft"
    POSTED = "posted"
    CANCELLED = "cancelled"


PLACES = """
CASE kind
  WHEN 'receipt' THEN source_id IS NULL AND destination_id IS NOT NULL
  WHEN 'transfer' THEN source_id IS NOT NULL AND destination_id IS NOT NULL AND (source_id <> destination_id
    OR source_bin_id IS DISTINCT FROM destination_bin_id OR new_lot_id IS NOT NULL)
  WHEN 'adjustment' THEN (source_id IS NULL) <> (destination_id IS NULL)
  ELSE source_id IS NOT NULL AND destination_id IS NULL
END
"""
SIGN = """
quantity <> 0 AND (quantity > 0 OR reverses_id IS NOT NULL OR (kind = 'adjustment' AND destination_id IS NOT NULL))
"""
BOOKED = """
CASE WHEN number IS NULL THEN status <> 'posted' AND posted_at IS NULL AND value IS NULL
ELSE status <> 'draft' AND posted_at IS NOT NULL AND value IS NOT NULL END
"""


class StockMove(Record):
    """One move of one item. Quantities in the item's unit, ``unit_cost`` in francs with 4 decimals, values whole.

    Its effect on the stock's value is ``+value`` at a destination and ``-value`` at a source, hence 0 for a transfer.
    A reversal repeats the move that it takes back (``reverses_id``) with quantity and value negated. ``new_lot_id`` is
    the lot after a transfer that splits or merges lots.
    """

    __tablename__ = "inventory_stock_move"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("reverses_id"),
        CheckConstraint(PLACES, name="places"),
        CheckConstraint(SIGN, name="quantity"),
        CheckConstraint(BOOKED, name="booked"),
        CheckConstraint("unit_cost >= 0", name="unit_cost"),
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("source_bin_id IS NULL OR source_id IS NOT NULL", name="source_bin_id"),
        CheckConstraint("destination_bin_id IS NULL OR destination_id IS NOT NULL", name="destination_bin_id"),
        ForeignKeyConstraint(["lot_id", "item_id"], ["inventory_lot.id", "inventory_lot.item_id"]),
        ForeignKeyConstraint(["new_lot_id", "item_id"], ["inventory_lot.id", "inventory_lot.item_id"]),
        ForeignKeyConstraint(["source_bin_id", "source_id"], ["inventory_bin.id", "inventory_bin.warehouse_id"]),
        ForeignKeyConstraint(
            ["destination_bin_id", "destination_id"], ["inventory_bin.id", "inventory_bin.warehouse_id"]
        ),
        Index("ix_inventory_stock_move_moved_at", "moved_at", "id"),
        Index("ix_inventory_stock_move_item_id", "item_id", "moved_at"),
        Index("ix_inventory_stock_move_draft", "created_at", postgresql_where="status = 'draft'"),
        *searched("inventory_stock_move", "number", "reference"),
    )

    number: Mapped[Code | None]
    kind: Mapped[MoveKind]
    item_id: Mapped[ItemId] = mapped_column(ForeignKey("inventory_item.id"))
    lot_id: Mapped[LotId | None] = mapped_column(index=True)
    new_lot_id: Mapped[LotId | None] = mapped_column(index=True)
    quantity: Mapped[Quantity]
    unit_cost: Mapped[UnitPrice | None]
    amount: Mapped[Money | None]
    value: Mapped[Money | None]
    source_id: Mapped[WarehouseId | None] = mapped_column(ForeignKey("inventory_warehouse.id"), index=True)
    source_bin_id: Mapped[BinId | None]
    destination_id: Mapped[WarehouseId | None] = mapped_column(ForeignKey("inventory_warehouse.id"), index=True)
    destination_bin_id: Mapped[BinId | None]
    moved_at: Mapped[Moment]
    plot_id: Mapped[PlotId | None] = mapped_column(ForeignKey("agronomy_plot.id"), index=True)
    cost_center: Mapped[Code | None]
    reference: Mapped[Name | None]
    reason: Mapped[Note | None]
    status: Mapped[MoveStatus] = mapped_column(default=MoveStatus.DRAFT)
    posted_at: Mapped[Moment | None]
    posted_by: Mapped[UserId | None]
    reverses_id: Mapped[MoveId | None] = mapped_column(ForeignKey("inventory_stock_move.id"))
    count_id: Mapped[CountId | None] = mapped_column(ForeignKey("inventory_stock_count.id"), index=True)
    entries: Mapped[list["StockEntry"]] = relationship(
        lazy="raise", order_by="StockEntry.position", passive_deletes="all"
    )


class StockEntry(Line):
    """What a posted move changed in one place: so much more or less of its item there. Never altered, never deleted."""

    __tablename__ = "inventory_stock_entry"
    __parent__ = "move_id"
    __table_args__ = (CheckConstraint("quantity <> 0", name="quantity"),)

    move_id: Mapped[MoveId] = mapped_column(ForeignKey("inventory_stock_move.id"), index=True)
    warehouse_id: Mapped[WarehouseId] = mapped_column(ForeignKey("inventory_warehouse.id"))
    bin_id: Mapped[BinId | None] = mapped_column(ForeignKey("inventory_bin.id"))
    lot_id: Mapped[LotId | None] = mapped_column(ForeignKey("inventory_lot.id"), index=True)
    quantity: Mapped[Quantity]
