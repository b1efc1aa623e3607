"""What was once asked of a gazetteer, so that nobody is asked twice."""

from typing import Any

from sqlalchemy import Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.core.fields import Moment, Name
from fofal_server.core.models import Base


class PlaceAnswer(Base):
    """The places found for these words in this language; ``asked`` is folded, ``at`` when the gazetteer was asked."""

    __tablename__ = "maps_place_answer"
    __table_args__ = (Index("ix_maps_place_answer_at", "at"),)

    asked: Mapped[Name] = mapped_column(primary_key=True)
    found: Mapped[dict[str, Any]] = mapped_column(JSONB(none_as_null=True))
    at: Mapped[Moment]
