"""What the stock tells the rest of the house."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True)
class StockBelowMinimum:
    """An item has just sunk to its alert quantity or below, counted over all warehouses.

    ``warehouse_id`` is where the stock was taken; quantities in the item's unit.
    """

    item_id: UUID
    warehouse_id: UUID
    quantity: Decimal
    alert_quantity: Decimal
