"""Tables of the roll-out: which device runs what, and how many may have what was published."""

from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.core.fields import Code, Count, Moment, Name
from fofal_server.core.models import Base


class Device(Base):
    """An installation of the desktop as it told of itself; whoever asks is believed, so nothing follows from a row."""

    __tablename__ = "updates_device"
    __table_args__ = (Index("ix_updates_device_last_seen", "last_seen"),)

    device: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[Name]
    platform: Mapped[Code]
    channel: Mapped[Code]
    version: Mapped[Code]
    first_seen: Mapped[Moment]
    last_seen: Mapped[Moment]


class Share(Base):
    """Per cent of the devices of a channel that may have this version; another version begins with none."""

    __tablename__ = "updates_share"
    __table_args__ = (CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),)

    channel: Mapped[Code] = mapped_column(primary_key=True)
    version: Mapped[Code]
    percent: Mapped[Count]
