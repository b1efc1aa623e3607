"""The vocabulary: one alias per meaning, read by SQLAlchemy as a column and by Pydantic as a validation."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any
from uuid import UUID

from annotated_types import MaxLen
from pydantic import AfterValidator, BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema
from sqlalchemy import ARRAY, DateTime, Numeric, String, Text
from sqlalchemy.dialects.postgresql import JSONB

from fofal_server.contract.kinds import Kind

DECIMAL_KINDS = frozenset({Kind.QUANTITY, Kind.MONEY, Kind.AREA, Kind.PERCENT, Kind.COORDINATE})


@dataclass(frozen=True)
class Meaning:
    """What a field means: its kind and what only this kind needs.

    ``target`` of a reference, ``decimals`` of a number, ``words`` of a choice that no enumeration lists: the name of
    its vocabulary (``core/choices.py``).
    """

    kind: Kind
    target: str | None = None
    decimals: int | None = None
    digits: int | None = None
    words: str | None = None

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        described: dict[str, Any] = dict(handler(schema))
        if self.kind in DECIMAL_KINDS:
            kept = {key: value for key, value in described.items() if key in {"title", "default", "description"}}
            described = {**kept, "type": "string", "pattern": r"^-?[0-9]{1,14}(\.[0-9]{1,8})?$"}
        extra = {"x-kind": self.kind.value, "x-target": self.target, "x-decimals": self.decimals}
        return described | {key: value for key, value in extra.items() if value is not None}


@dataclass(frozen=True)
class Exact(Meaning):
    """A decimal number with ``digits`` in all and ``decimals`` after the point, read without ever being a float."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(lambda value: _exact(value, self), handler(source))


def refers(target: str) -> Meaning:
    """A reference to a record of the resource ``target``."""
    return Meaning(Kind.REFERENCE, target=target)


def refers_many(target: str) -> Meaning:
    """A set of references to records of the resource ``target``."""
    return Meaning(Kind.REFERENCES, target=target)


_PLAIN = re.compile(r"-?[0-9]{1,14}(\.[0-9]{1,8})?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_CONTROL_IN_NOTE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def _exact(value: Any, meaning: Meaning) -> Decimal:
    """A decimal from its text; JSON numbers pass for measures, never for money (a float has already lost francs)."""
    text = str(value).strip()
    numeric = isinstance(value, int | float) and not isinstance(value, bool) and meaning.kind is not Kind.MONEY
    if not (isinstance(value, str | Decimal) or numeric) or not _PLAIN.fullmatch(text):
        raise PydanticCustomError("decimal_text", "A decimal number written as text is expected")
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise PydanticCustomError("decimal_text", "A decimal number written as text is expected") from error
    decimals, digits = meaning.decimals or 0, meaning.digits or 18
    if number != round(number, decimals):
        raise PydanticCustomError("decimal_places", "At most {decimals} decimals", {"decimals": decimals})
    if abs(number) >= Decimal(10) ** (digits - decimals):
        raise PydanticCustomError("number_too_large", "The number is too large")
    return number


def _clean(value: str) -> str:
    if _CONTROL.search(value):
        raise PydanticCustomError("control_character", "Control characters are not allowed")
    return value


def _clean_note(value: str) -> str:
    if _CONTROL_IN_NOTE.search(value):
        raise PydanticCustomError("control_character", "Control characters are not allowed")
    return value


def _filled(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("blank", "A value is expected")
    return value


def _whole(value: Any) -> Any:
    """Counts are JSON integers; ``true`` and ``1.0`` are mistakes, not numbers."""
    if isinstance(value, bool | float):
        raise PydanticCustomError("int_type", "A whole number is expected")
    return value


def _in_32_bits(value: int) -> int:
    if not -(2**31) <= value < 2**31:
        raise PydanticCustomError("number_too_large", "The number is too large")
    return value


def _dated(value: dt.date) -> dt.date:
    if not 1900 <= value.year <= 2200:
        raise PydanticCustomError("date_range", "The year must lie between 1900 and 2200")
    return value


def _aware(value: dt.datetime) -> dt.datetime:
    if value.tzinfo is None:
        raise PydanticCustomError("timezone_naive", "A moment needs its time zone")
    _dated(value.date())
    return value.astimezone(dt.UTC)


def _mail(value: str) -> str:
    if not re.fullmatch(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]{1,180}\.[^@\s,;<>\".]{2,30}", value):
        raise PydanticCustomError("email", "Not an e-mail address")
    return value


def _phone(value: str) -> str:
    compact = re.sub(r"[ .()\-\u00a0\u202f]", "", value)
    if not re.fullmatch(r"\+?[0-9]{8,15}", compact):
        raise PydanticCustomError("phone", "Not a telephone number")
    return compact


Code = Annotated[str, Meaning(Kind.CODE), MaxLen(50), AfterValidator(_clean), AfterValidator(_filled)]
Name = Annotated[str, Meaning(Kind.NAME), MaxLen(200), AfterValidator(_clean), AfterValidator(_filled)]
Note = Annotated[str, Meaning(Kind.NOTE), MaxLen(4000), AfterValidator(_clean_note)]
Email = Annotated[str, Meaning(Kind.EMAIL), MaxLen(254), AfterValidator(_clean), AfterValidator(_mail)]
Phone = Annotated[str, Meaning(Kind.PHONE), MaxLen(40), AfterValidator(_phone)]
Secret = Annotated[str, Meaning(Kind.SECRET), MaxLen(1024), AfterValidator(_clean)]
Flag = Annotated[bool, Meaning(Kind.FLAG)]
Count = Annotated[int, Meaning(Kind.COUNT), BeforeValidator(_whole), AfterValidator(_in_32_bits)]
Quantity = Annotated[Decimal, Exact(Kind.QUANTITY, digits=14, decimals=3)]
Money = Annotated[Decimal, Exact(Kind.MONEY, digits=16, decimals=0)]
UnitPrice = Annotated[Decimal, Exact(Kind.MONEY, digits=18, decimals=4)]
Area = Annotated[Decimal, Exact(Kind.AREA, digits=12, decimals=4)]
Percent = Annotated[Decimal, Exact(Kind.PERCENT, digits=7, decimals=3)]
Coordinate = Annotated[Decimal, Exact(Kind.COORDINATE, digits=11, decimals=8)]
Day = Annotated[dt.date, Meaning(Kind.DAY), AfterValidator(_dated)]
Moment = Annotated[dt.datetime, Meaning(Kind.MOMENT), AfterValidator(_aware)]
Words = Annotated[list[Annotated[str, MaxLen(200), AfterValidator(_clean)]], Meaning(Kind.WORDS), MaxLen(2000)]
Geometry = Annotated[dict[str, Any], Meaning(Kind.GEOMETRY)]
Value = Annotated[Any, Meaning(Kind.VALUE)]
Deed = Annotated[str, Meaning(Kind.CHOICE, words="Deed")]
KindOfRecord = Annotated[str, Meaning(Kind.CHOICE, words="KindOfRecord")]
AnyRecordId = Annotated[UUID, Meaning(Kind.REFERENCE)]
"""The id of a record of whatever resource stands beside it."""
UserId = Annotated[UUID, refers("auth.users")]

COLUMN_TYPES: dict[Any, Any] = {
    Code: String(50),
    Name: String(200),
    Note: Text(),
    Email: String(254),
    Phone: String(40),
    Quantity: Numeric(14, 3),
    Money: Numeric(18, 2),
    UnitPrice: Numeric(18, 4),
    Area: Numeric(12, 4),
    Percent: Numeric(7, 3),
    Coordinate: Numeric(11, 8),
    Moment: DateTime(timezone=True),
    Words: ARRAY(Text()),
    Geometry: JSONB(none_as_null=True),
    Value: JSONB(none_as_null=True),
}
