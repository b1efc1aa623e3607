"""What is grown, as data: oil palm, papaya, and what comes next."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.agronomy.models.references import ItemId
from fofal_server.core.fields import Code, Count, Flag, Name, Note
from fofal_server.core.models import Archivable, Record, searched


class Crop(Record, Archivable):
    """A crop; ``item_id`` is the article that a harvest of it puts into stock.

    ``in_bunches``: harvested and counted in bunches (oil palm), not only weighed (papaya).
    """

    __tablename__ = "agronomy_crop"
    __table_args__ = (
        CheckConstraint("density_per_ha > 0", name="density"),
        CheckConstraint("harvest_interval_days BETWEEN 1 AND 366", name="interval"),
        CheckConstraint("first_harvest_months >= 0", name="first_harvest"),
        *searched("agronomy_crop", "code", "name", "variety"),
    )

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    variety: Mapped[Name | None]
    scientific_name: Mapped[Name | None]
    perennial: Mapped[Flag] = mapped_column(default=True)
    density_per_ha: Mapped[Count | None]
    harvest_interval_days: Mapped[Count | None]
    first_harvest_months: Mapped[Count | None]
    in_bunches: Mapped[Flag] = mapped_column(default=True)
    item_id: Mapped[ItemId | None] = mapped_column(ForeignKey("inventory_item.id"), index=True)
    note: Mapped[Note | None]
