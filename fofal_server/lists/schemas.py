"""What travels of the lists of a person."""

from typing import Annotated
from uuid import UUID

from annotated_types import Ge, Le, MaxLen
from pydantic import BaseModel, Field, StringConstraints

from fofal_server.core.fields import Flag, KindOfRecord, Name, UserId, Words
from fofal_server.core.query import MAX_FILTERS
from fofal_server.core.resource import Read, Write

MOST_COLUMNS = 200
"""More than any list has; with it a layout stays below 40 kB."""
MOST_SORTED = 8

FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
SortKey = Annotated[str, StringConstraints(pattern=r"^-?[a-z][a-z0-9_]{0,59}$")]
Width = Annotated[int, Ge(1), Le(5000)]


class Layout(Write):
    """How a list stands: columns from left to right, widths in pixels, hidden ones, keys it is sorted by.

    A change names what is to be otherwise; an empty value puts that back to how the program shows it. Names that the
    resource does not have are kept: a desktop of another version may know them. ``filter`` is the saved one with which
    the list opens, ``details`` whether the record of a row is shown beside it.
    """

    order: Annotated[list[FieldName], MaxLen(MOST_COLUMNS)] | None = None
    widths: Annotated[dict[FieldName, Width], MaxLen(MOST_COLUMNS)] | None = None
    hidden: Annotated[list[FieldName], MaxLen(MOST_COLUMNS)] | None = None
    sort: Annotated[list[SortKey], MaxLen(MOST_SORTED)] | None = None
    filter: UUID | None = None
    details: Flag | None = None


class Layouts(BaseModel):
    """All lists that the person has touched, by resource."""

    items: dict[str, Layout]


class FilterWrite(Write):
    name: Name
    resource: KindOfRecord
    conditions: Annotated[Words, MaxLen(MAX_FILTERS)] = Field(default_factory=list)
    search: Name | None = None


class FilterRead(FilterWrite, Read):
    owner_id: UserId
    shared: Flag
