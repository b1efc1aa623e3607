"""The table of what people keep of their dashboard."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.core.models import Base


class DashboardLayout(Base):
    """Which tiles a person wants, in their order, each with its size; who never arranged them has no row."""

    __tablename__ = "insight_dashboard"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("auth_user.id", ondelete="CASCADE"), primary_key=True)
    tiles: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
