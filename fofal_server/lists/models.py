"""Tables of what people keep of their lists."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.core.fields import Code, Flag, KindOfRecord, Name, UserId, Words
from fofal_server.core.models import Base, Record


class ListLayout(Base):
    """How a person left the list of a resource; who never touched it has no row."""

    __tablename__ = "lists_layout"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("auth_user.id", ondelete="CASCADE"), primary_key=True)
    resource: Mapped[Code] = mapped_column(primary_key=True)
    layout: Mapped[dict[str, Any]] = mapped_column(JSONB)


class SavedFilter(Record):
    """A question to a list under a name: conditions as they travel (``field:op:value``) and words to search."""

    __tablename__ = "lists_filter"
    __table_args__ = (
        UniqueConstraint("owner_id", "resource", "name"),
        Index("ix_lists_filter_shared", "resource", postgresql_where=text("shared")),
    )

    owner_id: Mapped[UserId] = mapped_column(ForeignKey("auth_user.id", ondelete="CASCADE"))
    resource: Mapped[KindOfRecord] = mapped_column(String(80))
    name: Mapped[Name]
    conditions: Mapped[Words] = mapped_column(default=list)
    search: Mapped[Name | None]
    shared: Mapped[Flag] = mapped_column(default=False)
