"""Physical counts: what was counted blind, what the books said at the freezing, and the gap between them."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fofal_server.core import clock
from fofal_server.core.fields import Code, Day, Moment, Money, Note, Quantity, UserId
from fofal_server.core.models import Line, Record, searched
from fofal_server.inventory.models.keys import BinId, ItemId, LotId, WarehouseId


class CountStatus(StrEnum):
    """The life of a count; while it is frozen or counted, nothing moves in its warehouse."""

    DRAFT = "draft"
    FROZEN = "frozen"
    COUNTED = "counted"
    APPROVED = "approved"
    CANCELLED = "cancelled"


class StockCount(Record):
    """A physical count of one warehouse; the law asks for one a year at least."""

    __tablename__ = "inventory_stock_count"
    __table_args__ = (
        UniqueConstraint("number"),
        *searched("inventory_stock_count", "number"),
        Index(
            "uq_inventory_stock_count_warehouse_id",
            "warehouse_id",
            unique=True,
            postgresql_where="status IN ('frozen', 'counted')",
        ),
        CheckConstraint(
            "status <> 'approved' OR approved_by <> ALL (ARRAY[created_by, counted_by])", name="approved_by"
        ),
    )

    number: Mapped[Code | None]
    warehouse_id: Mapped[WarehouseId] = mapped_column(ForeignKey("inventory_warehouse.id"), index=True)
    counted_on: Mapped[Day] = mapped_column(default=clock.today)
    status: Mapped[CountStatus] = mapped_column(default=CountStatus.DRAFT)
    note: Mapped[Note | None]
    frozen_at: Mapped[Moment | None]
    counted_by: Mapped[UserId | None]
    counted_at: Mapped[Moment | None]
    approved_by: Mapped[UserId | None]
    approved_at: Mapped[Moment | None]
    lines: Mapped[list["StockCountLine"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="StockCountLine.position"
    )
    gaps: Mapped[list["StockCountGap"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="StockCountGap.position"
    )


class StockCountLine(Line):
    """What a person counted; ``theoretical`` and ``gap`` stay empty until the approval, so that the sheet is blind."""

    __tablename__ = "inventory_stock_count_line"
    __parent__ = "count_id"
    __table_args__ = (
        CheckConstraint("counted >= 0", name="counted"),
        ForeignKeyConstraint(["lot_id", "item_id"], ["inventory_lot.id", "inventory_lot.item_id"]),
    )

    count_id: Mapped[UUID] = mapped_column(ForeignKey("inventory_stock_count.id"), index=True)
    item_id: Mapped[ItemId] = mapped_column(ForeignKey("inventory_item.id"))
    lot_id: Mapped[LotId | None]
    bin_id: Mapped[BinId | None] = mapped_column(ForeignKey("inventory_bin.id"))
    counted: Mapped[Quantity | None]
    counted_by: Mapped[UserId | None]
    theoretical: Mapped[Quantity | None]
    gap: Mapped[Quantity | None]
    reason: Mapped[Note | None]


class StockCountGap(Line):
    """The books at the moment of freezing, and how far the count is off; for the eyes of who approves."""

    __tablename__ = "inventory_stock_count_gap"
    __parent__ = "count_id"
    __table_args__ = (
        UniqueConstraint(
            "count_id",
            "item_id",
            "lot_id",
            "bin_id",
            name="uq_inventory_stock_count_gap_place",
            postgresql_nulls_not_distinct=True,
        ),
    )

    count_id: Mapped[UUID] = mapped_column(ForeignKey("inventory_stock_count.id"), index=True)
    item_id: Mapped[ItemId] = mapped_column(ForeignKey("inventory_item.id"))
    lot_id: Mapped[LotId | None] = mapped_column(ForeignKey("inventory_lot.id"))
    bin_id: Mapped[BinId | None] = mapped_column(ForeignKey("inventory_bin.id"))
    theoretical: Mapped[Quantity]
    counted: Mapped[Quantity | None]
    gap: Mapped[Quantity | None]
    value: Mapped[Money | None]
