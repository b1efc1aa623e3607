"""What a person may type and see of the settings."""

from decimal import Decimal
from typing import Annotated

from annotated_types import Ge, Le

from fofal_server.contract.kinds import Kind
from fofal_server.core.fields import (
    Code,
    Coordinate,
    Count,
    Day,
    Email,
    Exact,
    Flag,
    Geometry,
    Name,
    Note,
    Phone,
    Value,
)
from fofal_server.core.resource import Read, Write
from fofal_server.settings.models import Dimension

Latitude = Annotated[Coordinate, Ge(-90), Le(90)]
Longitude = Annotated[Coordinate, Ge(-180), Le(180)]
Factor = Annotated[Decimal, Exact(Kind.QUANTITY, digits=18, decimals=6)]


class CompanyWrite(Write):
    name: Name
    tax_id: Code | None = None
    cnps_number: Code | None = None
    address: Note | None = None
    phone: Phone | None = None
    email: Email | None = None
    currency: Code = "XAF"
    fiscal_year_start_month: Annotated[Count, Ge(1), Le(12)] = 1


class CompanyRead(CompanyWrite, Read):
    demo: Flag


class SiteWrite(Write):
    code: Code
    name: Name
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    geometry: Geometry | None = None
    timezone: Name = "Africa/Douala"
    note: Note | None = None
    archived: Flag = False


class SiteRead(SiteWrite, Read): ...


class UnitWrite(Write):
    code: Code
    name: Name
    dimension: Dimension
    factor: Factor | None = None
    archived: Flag = False


class UnitRead(UnitWrite, Read): ...


class CurrencyWrite(Write):
    code: Code
    name: Name
    decimals: Annotated[Count, Ge(0), Le(4)] = 0
    archived: Flag = False


class CurrencyRead(CurrencyWrite, Read): ...


class ParameterWrite(Write):
    code: Code
    name: Name
    value: Value
    unit: Code | None = None
    valid_from: Day
    valid_to: Day | None = None
    source: Note
    confirmed_by: Name | None = None
    category: Code = "general"


class ParameterRead(ParameterWrite, Read): ...
