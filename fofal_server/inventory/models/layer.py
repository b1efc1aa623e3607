"""Cost layers of the items that leave at the cost of their oldest receipt (FIFO)."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fofal_server.core.fields import Count, Money, Quantity
from fofal_server.core.ids import new_id
from fofal_server.core.models import Base, Record
from fofal_server.inventory.models.keys import ItemId, MoveId
from fofal_server.inventory.models.move import StockMove


class CostLayer(Record):
    """What one receipt brought and what of it is left; ``position`` is the order in which layers are used up."""

    __tablename__ = "inventory_cost_layer"
    __audited__ = False
    __table_args__ = (
        UniqueConstraint("item_id", "position"),
        CheckConstraint("quantity > 0 AND value >= 0", name="quantity"),
        CheckConstraint("quantity_left >= 0 AND quantity_left <= quantity", name="quantity_left"),
        CheckConstraint("value_left >= 0 AND (quantity_left > 0 OR value_left = 0)", name="value_left"),
        Index("ix_inventory_cost_layer_left", "item_id", "position", postgresql_where="quantity_left > 0"),
    )

    item_id: Mapped[ItemId] = mapped_column(ForeignKey("inventory_item.id"))
    move_id: Mapped[MoveId] = mapped_column(ForeignKey("inventory_stock_move.id"), index=True)
    position: Mapped[Count]
    quantity: Mapped[Quantity]
    value: Mapped[Money]
    quantity_left: Mapped[Quantity]
    value_left: Mapped[Money]


class LayerUse(Base):
    """What a move took out of a layer; negative where a reversal put it back."""

    __tablename__ = "inventory_layer_use"
    __table_args__ = (CheckConstraint("quantity <> 0", name="quantity"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    layer_id: Mapped[UUID] = mapped_column(ForeignKey("inventory_cost_layer.id"), index=True)
    move_id: Mapped[UUID] = mapped_column(ForeignKey("inventory_stock_move.id"), index=True)
    quantity: Mapped[Quantity]
    value: Mapped[Money]
    layer: Mapped[CostLayer] = relationship(lazy="raise")
    move: Mapped[StockMove] = relationship(lazy="raise")
