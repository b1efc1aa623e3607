"""What is kept in stock: inputs, equipment, harvests, packaging and spare parts."""

from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.core.fields import Code, Count, Name, Note, Percent, Quantity
from fofal_server.core.models import Archivable, Record, searched


class ItemCategory(StrEnum):
    """What an item is for; only inputs carry an active ingredient and a pre-harvest delay."""

    INPUT = "input"
    EQUIPMENT = "equipment"
    HARVEST = "harvest"
    PACKAGING = "packaging"
    SPARE_PART = "spare_part"


class Valuation(StrEnum):
    """How what leaves is valued; SYSCOHADA admits these two for interchangeable goods and no LIFO."""

    AVERAGE = "average"
    FIFO = "fifo"


class Item(Record, Archivable):
    """An article. ``unit`` is the code of a unit; delays are days before harvest and hours before re-entry.

    The three quantities are levels of the whole company: below ``alert_quantity`` someone is told.
    """

    __tablename__ = "inventory_item"
    __table_args__ = (
        CheckConstraint("alert_quantity >= 0", name="alert_quantity"),
        CheckConstraint("minimum_quantity >= 0", name="minimum_quantity"),
        CheckConstraint("maximum_quantity >= coalesce(minimum_quantity, 0)", name="maximum_quantity"),
        CheckConstraint("shelf_life_days > 0", name="shelf_life_days"),
        CheckConstraint("pre_harvest_days >= 0", name="pre_harvest_days"),
        CheckConstraint("reentry_hours >= 0", name="reentry_hours"),
        CheckConstraint("storage_temperature_max >= storage_temperature_min", name="storage_temperature_max"),
        CheckConstraint("storage_humidity_max >= storage_humidity_min", name="storage_humidity_max"),
        CheckConstraint(
            "category = 'input' OR num_nonnulls(active_ingredient, registration, pre_harvest_days, reentry_hours) = 0",
            name="category",
        ),
        *searched("inventory_item", "code", "name"),
        Index("ix_inventory_item_category", "category"),
    )

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    category: Mapped[ItemCategory]
    unit: Mapped[Code] = mapped_column(ForeignKey("settings_unit.code"))
    valuation: Mapped[Valuation] = mapped_column(default=Valuation.AVERAGE)
    alert_quantity: Mapped[Quantity | None]
    minimum_quantity: Mapped[Quantity | None]
    maximum_quantity: Mapped[Quantity | None]
    shelf_life_days: Mapped[Count | None]
    active_ingredient: Mapped[Name | None]
    registration: Mapped[Code | None]
    pre_harvest_days: Mapped[Count | None]
    reentry_hours: Mapped[Count | None]
    storage_temperature_min: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))
    storage_temperature_max: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))
    storage_humidity_min: Mapped[Percent | None]
    storage_humidity_max: Mapped[Percent | None]
    note: Mapped[Note | None]
