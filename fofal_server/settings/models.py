"""Tables of the settings; a parameter is a row with its days, never a constant."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.core.fields import (
    Code,
    Coordinate,
    Count,
    Day,
    Email,
    Flag,
    Geometry,
    Name,
    Note,
    Phone,
    Value,
    refers,
)
from fofal_server.core.models import Archivable, Record, searched

SiteId = Annotated[UUID, refers("settings.sites")]


class Company(Record):
    """The legal entity; there is one, and ``demo`` marks a database whose every name is invented."""

    __tablename__ = "settings_company"
    __table_args__ = (UniqueConstraint("singleton"), CheckConstraint("singleton", name="singleton"))

    singleton: Mapped[bool] = mapped_column(default=True)
    name: Mapped[Name]
    tax_id: Mapped[Code | None]
    cnps_number: Mapped[Code | None]
    address: Mapped[Note | None]
    phone: Mapped[Phone | None]
    email: Mapped[Email | None]
    currency: Mapped[Code] = mapped_column(default="XAF")
    fiscal_year_start_month: Mapped[Count] = mapped_column(default=1)
    demo: Mapped[Flag] = mapped_column(default=False)


class Site(Record, Archivable):
    """A farm: where weather is asked for and plots lie; its outline (GeoJSON, WGS84) is as far as it goes."""

    __tablename__ = "settings_site"
    __table_args__ = (
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
        *searched("settings_site", "code", "name"),
    )

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    latitude: Mapped[Coordinate | None]
    longitude: Mapped[Coordinate | None]
    geometry: Mapped[Geometry | None] = mapped_column(JSONB(none_as_null=True))
    timezone: Mapped[Name] = mapped_column(default="Africa/Douala")
    note: Mapped[Note | None]


class Dimension(StrEnum):
    """What a unit measures; quantities convert only within one dimension."""

    MASS = "mass"
    VOLUME = "volume"
    COUNT = "count"
    LENGTH = "length"
    AREA = "area"


class Unit(Record, Archivable):
    """A unit of measure; ``factor`` converts to the dimension's base (kg, l, u, m, m²), empty where none is fixed."""

    __tablename__ = "settings_unit"
    __table_args__ = (CheckConstraint("factor > 0", name="factor"), *searched("settings_unit", "code", "name"))

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    dimension: Mapped[Dimension]
    factor: Mapped[Decimal | None] = mapped_column(Numeric(18, 6))


class Currency(Record, Archivable):
    """A currency by its ISO 4217 code; ``decimals`` of the minor unit (XAF has none)."""

    __tablename__ = "settings_currency"
    __table_args__ = (
        CheckConstraint("decimals BETWEEN 0 AND 4", name="decimals"),
        *searched("settings_currency", "code", "name"),
    )

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    decimals: Mapped[Count]


class Parameter(Record):
    """One value of a dated parameter. Two values of the same parameter never hold on the same day."""

    __tablename__ = "settings_parameter"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="days"),
        Index("ix_settings_parameter_code_from", "code", "valid_from"),
        *searched("settings_parameter", "code", "name", "source"),
    )

    code: Mapped[Code]
    name: Mapped[Name]
    value: Mapped[Value]
    unit: Mapped[Code | None]
    valid_from: Mapped[Day]
    valid_to: Mapped[Day | None]
    source: Mapped[Note]
    confirmed_by: Mapped[Name | None]
    category: Mapped[Code] = mapped_column(default="general")

    def holds(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
