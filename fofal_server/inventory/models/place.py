"""Where stock lies: warehouses, and the storage bins in them."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.core.fields import Code, Name, Note, Quantity
from fofal_server.core.models import Archivable, Record, searched
from fofal_server.inventory.models.keys import WarehouseId
from fofal_server.settings.models import SiteId


class StorageKind(StrEnum):
    """How a warehouse keeps what lies in it."""

    DRY = "dry"
    COLD = "cold"
    CHEMICAL = "chemical"
    OPEN_AIR = "open_air"
    TANK = "tank"


class Warehouse(Record, Archivable):
    """A store, a cold room, a chemical cabinet, a heap beside the road; ``capacity`` counts in ``capacity_unit``."""

    __tablename__ = "inventory_warehouse"
    __table_args__ = (
        CheckConstraint("capacity > 0", name="capacity"),
        *searched("inventory_warehouse", "code", "name"),
    )

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    site_id: Mapped[SiteId | None] = mapped_column(ForeignKey("settings_site.id"), index=True)
    kind: Mapped[StorageKind] = mapped_column(default=StorageKind.DRY)
    capacity: Mapped[Quantity | None]
    capacity_unit: Mapped[Code | None] = mapped_column(ForeignKey("settings_unit.code"))
    address: Mapped[Note | None]
    note: Mapped[Note | None]


class StorageBin(Record, Archivable):
    """A shelf or a place on the floor. Its code is unique in the company: scanned alone, it says where one stands."""

    __tablename__ = "inventory_bin"
    __table_args__ = (UniqueConstraint("id", "warehouse_id"), *searched("inventory_bin", "code", "name"))

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name | None]
    warehouse_id: Mapped[WarehouseId] = mapped_column(ForeignKey("inventory_warehouse.id"), index=True)
    note: Mapped[Note | None]
