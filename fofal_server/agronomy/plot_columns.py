"""Which property of a map file means which field of a plot; what means none is told, and left out."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from fofal_server.core.actor import Actor
from fofal_server.core.models import Record
from fofal_server.core.plain import plain
from fofal_server.core.resource import Resource
from fofal_server.core.transfer.columns import Fillable
from fofal_server.core.transfer.folding import folded

NEEDED = ("code", "name", "site_id", "crop_id")
"""Without these there is no new plot, so a file always has them, be it empty."""

_DBASE = 10
"""Letters to which the table of a Shapefile cuts its names."""


class Columns:
    """The fields that the properties of all features speak of, in the order of the file; the first to name one wins."""

    def __init__(self, resource: Resource, actor: Actor, told: Sequence[Mapping[str, Any]]) -> None:
        self._fillable = Fillable(resource, actor)
        given = dict.fromkeys(key for properties in told for key in properties)
        meant: dict[str, str] = {}
        for key in given:
            name = self._field(key)
            if name is not None and name not in meant.values():
                meant[key] = name
        self._meant = meant
        self.ignored = [key for key in given if key not in meant]
        self.names = tuple(dict.fromkeys((*NEEDED, *meant.values())))

    def read(self, properties: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a feature says, by the names of the fields."""
        return {self._meant[key]: value for key, value in properties.items() if key in self._meant}

    @staticmethod
    def is_silent(says: Mapping[str, Any], name: str) -> bool:
        """Whether a feature says nothing of a field."""
        return says.get(name) in {None, ""}

    @staticmethod
    def text(record: Record, name: str) -> str | None:
        """What a record holds, as a file would say it."""
        value = plain(getattr(record, name))
        return None if value is None else str(value)

    def _field(self, key: str) -> str | None:
        column = self._fillable.of(key)
        if column is not None:
            return None if column.field.name == "geometry" else column.field.name
        return self._cut.get(folded(key)) if len(key) == _DBASE else None

    @cached_property
    def _cut(self) -> Mapping[str, str]:
        """Names as a table of dBASE cuts them."""
        return {folded(one.field.name[:_DBASE]): one.field.name for one in self._fillable.columns}
