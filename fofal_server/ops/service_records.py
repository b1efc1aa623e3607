"""What is kept of how the service was: each minute for some time, each day and month for ever."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ARRAY, BigInteger, DateTime, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.core.fields import Count, Day, Flag
from fofal_server.core.models import Base, Record


class ServicePeriod(StrEnum):
    """Of what length of time a row tells."""

    DAY = "day"
    MONTH = "month"


class ServiceMinute(Base):
    """One minute of all server processes together: each adds what it counted."""

    __tablename__ = "ops_service_minute"

    minute: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), primary_key=True)
    errors: Mapped[int] = mapped_column(Integer)
    busiest: Mapped[int] = mapped_column(Integer)
    buckets: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))


class ServiceLevel(Record):
    """A day or a month of the company's zone; times are milliseconds, ``kept``: 95 of 100 calls within 100 ms."""

    __tablename__ = "ops_service_level"
    __audited__ = False
    __table_args__ = (UniqueConstraint("period", "begins"),)

    period: Mapped[ServicePeriod]
    begins: Mapped[Day]
    calls: Mapped[Count]
    errors: Mapped[Count]
    p50_ms: Mapped[Count | None]
    p95_ms: Mapped[Count | None]
    p99_ms: Mapped[Count | None]
    busiest: Mapped[Count]
    minutes: Mapped[Count]
    kept: Mapped[Flag]
    buckets: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
