"""What is known of the weather: by the hour and by the day as providers tell it, and the book of the rain gauges."""

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.contract.weather import Origin, Sky
from fofal_server.core.fields import Code, Coordinate, Day, Flag, Moment, Name, Note, Quantity
from fofal_server.core.models import Base, Record, searched
from fofal_server.settings.models import SiteId

MOST_RAIN = 1000
"""Millimetres of one day; Cameroon's wettest place has had less than half of it."""


class WeatherStation(Record):
    """How a site is looked at. ``reserve_mm``: what its soil holds, where it is not the usual.

    The job stamps what it found without a new version: ``cell_*`` is the place that the provider's values are of,
    ``archived_*`` the days of the past that were fetched.
    """

    __tablename__ = "weather_station"
    __table_args__ = (
        CheckConstraint("reserve_mm BETWEEN 20 AND 500", name="reserve"),
        *searched("weather_station", "name"),
    )

    name: Mapped[Name]
    site_id: Mapped[SiteId] = mapped_column(ForeignKey("settings_site.id"), unique=True)
    active: Mapped[Flag] = mapped_column(default=True)
    reserve_mm: Mapped[Quantity | None]
    note: Mapped[Note | None]
    provider: Mapped[Code | None]
    fetched_at: Mapped[Moment | None]
    failed_at: Mapped[Moment | None]
    failure: Mapped[Note | None]
    cell_latitude: Mapped[Coordinate | None]
    cell_longitude: Mapped[Coordinate | None]
    archived_from: Mapped[Day | None]
    archived_until: Mapped[Day | None]


class RainReading(Record):
    """What the gauge of a site held on the morning after the day; a day that nobody read has no row."""

    __tablename__ = "weather_rain_reading"
    __table_args__ = (
        UniqueConstraint("site_id", "day"),
        CheckConstraint(f"rain_mm BETWEEN 0 AND {MOST_RAIN}", name="rain"),
        Index("ix_weather_rain_reading_day", "day", "id"),
        *searched("weather_rain_reading", "name", "note"),
    )

    name: Mapped[Name]
    site_id: Mapped[SiteId] = mapped_column(ForeignKey("settings_site.id"))
    day: Mapped[Day]
    rain_mm: Mapped[Quantity]
    note: Mapped[Note | None]


class WeatherHour(Base):
    """One hour, in the part of its month (``core/partitions.py``); Open-Meteo's rain is of the hour before."""

    __tablename__ = "weather_hour"
    __table_args__ = (
        CheckConstraint(f"rain_mm BETWEEN 0 AND {MOST_RAIN}", name="rain"),
        {"postgresql_partition_by": "RANGE (at)"},
    )

    site_id: Mapped[UUID] = mapped_column(ForeignKey("settings_site.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(primary_key=True)
    origin: Mapped[Origin] = mapped_column(primary_key=True)
    provider: Mapped[Code]
    fetched_at: Mapped[dt.datetime]
    temperature_c: Mapped[Quantity | None]
    humidity_percent: Mapped[Quantity | None]
    rain_mm: Mapped[Quantity | None]
    wind_kmh: Mapped[Quantity | None]
    cloud_percent: Mapped[Quantity | None]
    uv_index: Mapped[Quantity | None]
    sky: Mapped[Sky | None]


class WeatherDay(Base):
    """One day of the site's own calendar, in the part of its month; ``et0_mm`` is the reference evaporation."""

    __tablename__ = "weather_day"
    __table_args__ = (
        CheckConstraint(f"rain_mm BETWEEN 0 AND {MOST_RAIN}", name="rain"),
        {"postgresql_partition_by": "RANGE (day)"},
    )

    site_id: Mapped[UUID] = mapped_column(ForeignKey("settings_site.id"), primary_key=True)
    day: Mapped[dt.date] = mapped_column(primary_key=True)
    origin: Mapped[Origin] = mapped_column(primary_key=True)
    provider: Mapped[Code]
    fetched_at: Mapped[dt.datetime]
    temperature_max_c: Mapped[Quantity | None]
    temperature_min_c: Mapped[Quantity | None]
    rain_mm: Mapped[Quantity | None]
    wind_max_kmh: Mapped[Quantity | None]
    et0_mm: Mapped[Quantity | None]
    sky: Mapped[Sky | None]
