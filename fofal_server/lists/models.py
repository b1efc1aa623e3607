"""Tables of what people keep of their lists."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.core.fields import Code
from fofal_server.core.models import Base


class ListLayout(Base):
    """How a person left the list of a resource; who never touched it has no row."""

    __tablename__ = "lists_layout"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("auth_user.id", ondelete="CASCADE"), primary_key=True)
    resource: Mapped[Code] = mapped_column(primary_key=True)
    layout: Mapped[dict[str, Any]] = mapped_column(JSONB)
