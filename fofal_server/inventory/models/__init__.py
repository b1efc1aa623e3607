"""Tables of the stock, one file for each thing; other rooms import them from here."""

from fofal_server.inventory.models.balance import StockBalance
from fofal_server.inventory.models.count import CountStatus, StockCount, StockCountGap, StockCountLine
from fofal_server.inventory.models.item import Item, ItemCategory, Valuation
from fofal_server.inventory.models.layer import CostLayer, LayerUse
from fofal_server.inventory.models.level import LotLevel, StockLevel, StockState
from fofal_server.inventory.models.lot import Lot, LotOrigin, QualityStatus
from fofal_server.inventory.models.move import MoveKind, MoveStatus, StockEntry, StockMove
from fofal_server.inventory.models.place import StorageBin, StorageKind, Warehouse
from fofal_server.inventory.models.reservation import Reservation, ReservationHold, ReservationStatus

__all__ = [
    "CostLayer",
    "CountStatus",
    "Item",
    "ItemCategory",
    "LayerUse",
    "Lot",
    "LotLevel",
    "LotOrigin",
    "MoveKind",
    "MoveStatus",
    "QualityStatus",
    "Reservation",
    "ReservationHold",
    "ReservationStatus",
    "StockBalance",
    "StockCount",
    "StockCountGap",
    "StockCountLine",
    "StockEntry",
    "StockLevel",
    "StockMove",
    "StockState",
    "StorageBin",
    "StorageKind",
    "Valuation",
    "Warehouse",
]
