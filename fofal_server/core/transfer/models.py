"""What an import stored, row by row, so that it can be taken back as a whole."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.core.fields import Count, Moment, Name, UserId
from fofal_server.core.ids import new_id
from fofal_server.core.models import Base, Record, searched


class ImportStatus(StrEnum):
    """An import stands until it is taken back."""

    STORED = "stored"
    UNDONE = "undone"


class ImportDeed(StrEnum):
    """What a row of an import did."""

    CREATED = "created"
    UPDATED = "updated"


class DataImport(Record):
    """One file that was stored: who, when, which resource, how many records."""

    __tablename__ = "data_import"
    __table_args__ = (
        Index("ix_data_import_resource_at", "resource", "at"),
        Index("ix_data_import_by", "by"),
        *searched("data_import", "filename"),
    )

    at: Mapped[Moment]
    by: Mapped[UserId | None]
    resource: Mapped[Name]
    filename: Mapped[Name]
    rows: Mapped[Count]
    created: Mapped[Count]
    updated: Mapped[Count]
    status: Mapped[ImportStatus] = mapped_column(default=ImportStatus.STORED)
    undone_at: Mapped[Moment | None]
    undone_by: Mapped[UserId | None]


class DataImportRow(Base):
    """One record of an import as the import left it: its ``version`` then, and what an update found ``before``."""

    __tablename__ = "data_import_row"
    __table_args__ = (Index("ix_data_import_row_import_id_position", "import_id", "position"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    import_id: Mapped[UUID] = mapped_column(ForeignKey("data_import.id", ondelete="CASCADE"))
    position: Mapped[int]
    record_id: Mapped[UUID]
    deed: Mapped[ImportDeed]
    version: Mapped[int]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
