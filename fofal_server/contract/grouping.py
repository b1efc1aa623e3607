"""A list told by groups: how many rows each has and what they come to."""

from enum import StrEnum

from pydantic import BaseModel

from fofal_server.contract.kinds import Kind

GROUPED = frozenset({Kind.CHOICE, Kind.REFERENCE, Kind.FLAG, Kind.CODE, Kind.NAME, Kind.DAY, Kind.MOMENT})
"""Kinds that rows may be grouped by; what is counted or measured has too many values of its own."""
DATED = frozenset({Kind.DAY, Kind.MOMENT})


class Step(StrEnum):
    """How much time a group of a date spans."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Group(BaseModel):
    """Rows that agree: their sums by field and unit, which is empty where all rows have the same.

    No sums of a field stand for units that are too many. ``filters`` narrow the list to these rows.
    """

    label: str
    count: int
    sums: dict[str, dict[str, str]] = {}
    filters: list[str] = []


class Groups(BaseModel):
    """The largest groups in the order of their labels, all rows together, and how many groups were left out."""

    items: list[Group]
    all: Group
    left_out: int = 0
