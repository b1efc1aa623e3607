"""Which column of a file means which field: by name or by label in either language, however it is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from fofal_server.contract.kinds import Kind
from fofal_server.core.actor import Actor
from fofal_server.core.errors import FieldError
from fofal_server.core.resource import Field, Resource, field_of
from fofal_server.core.rows import label_name, labels_name
from fofal_server.core.texts import LANGUAGES, text
from fofal_server.core.transfer.folding import folded
from fofal_server.core.transfer.geojson_in import SHAPE

_NOT_TYPED = frozenset({Kind.LINES, Kind.FILE, Kind.SECRET, Kind.VALUE})
"""Kinds that no cell can hold."""


@dataclass(frozen=True)
class Column:
    """A field that a file can fill; ``lines`` names the grid that it belongs to."""

    field: Field
    lines: str = ""

    @property
    def name(self) -> str:
        return f"{self.lines}.{self.field.name}" if self.lines else self.field.name

    @property
    def required(self) -> bool:
        return self.field.info.is_required()


class Fillable:
    """The columns that a resource takes from this person, under every name they go by."""

    def __init__(self, resource: Resource, actor: Actor) -> None:
        self._resource = resource
        self._hidden = resource.hidden_from(actor)

    @cached_property
    def columns(self) -> list[Column]:
        written = self._resource.write.model_fields if self._resource.write else {}
        found: list[Column] = []
        for name, info in written.items():
            field = field_of(name, info)
            if name not in self._hidden:
                found += [Column(one, name) for key, one in field.lines.items() if key != "id"] or [Column(field)]
        return [column for column in found if column.field.meaning.kind not in _NOT_TYPED]

    @cached_property
    def _known(self) -> Mapping[str, Column]:
        """Names before labels; a label that two columns share means neither."""
        labelled: dict[str, list[Column]] = {}
        for column in self.columns:
            for label in {folded(self.label(column, language)) for language in LANGUAGES}:
                labelled.setdefault(label, []).append(column)
        alone = {label: columns[0] for label, columns in labelled.items() if len(columns) == 1}
        return alone | {folded(name): column for column in self.columns for name in self._names(column)}

    def _names(self, column: Column) -> list[str]:
        name, prefix = column.field.name, f"{column.lines}." if column.lines else ""
        found = {name, label_name(name), labels_name(name), name.removesuffix("_ids").removesuffix("_id")}
        if column.field.meaning.kind is Kind.GEOMETRY:
            found.add(SHAPE)
        if column.field.meaning.kind not in {Kind.REFERENCE, Kind.REFERENCES}:
            found -= {label_name(name), labels_name(name)}
        return sorted(prefix + one for one in found)

    def label(self, column: Column, language: str) -> str:
        """What a column is called; those of a grid carry its name."""
        own = text(f"{self._resource.name}.{column.field.name}", language)
        return f"{text(f'{self._resource.name}.{column.lines}', language)} · {own}" if column.lines else own

    def of(self, header: str) -> Column | None:
        return self._known.get(folded(header))

    def nearest(self, header: str, language: str) -> str:
        """The label of the column that was probably meant, else the labels of all of them."""
        close = get_close_matches(folded(header[:100]), self._known, n=1, cutoff=0.6)
        meant = [self._known[close[0]]] if close else self.columns
        return ", ".join(self.label(column, language) for column in meant)

    def is_computed(self, header: str) -> bool:
        """Whether the header names a field that is shown but never typed."""
        shown = [name for name in self._resource.fields if name not in self._hidden]
        labels = {folded(text(f"{self._resource.name}.{name}", language)) for name in shown for language in LANGUAGES}
        return folded(header) in labels | {folded(name) for name in shown}


def mapped(
    fillable: Fillable, header: Iterable[str], filled: frozenset[int], language: str
) -> tuple[dict[int, Column], list[FieldError]]:
    """The column under each place of the header, and what is wrong with the header.

    ``filled`` are the places under which some row has a value: a column without a name may stay when it is empty.
    """
    found: dict[int, Column] = {}
    problems: list[FieldError] = []
    taken: set[str] = set()
    for place, title in enumerate(header):
        column = fillable.of(title)
        if column is not None and column.name in taken:
            problems.append(FieldError(title[:80], "transfer.column_twice", "column_twice", {"name": title[:80]}))
        elif column is not None:
            found[place] = column
            taken.add(column.name)
        elif title or place in filled:
            problems.append(_unknown(fillable, place, title, language))
    return found, problems


def _unknown(fillable: Fillable, place: int, title: str, language: str) -> FieldError:
    shown = {"name": title[:80], "number": place + 1}
    if not title:
        return FieldError("", "transfer.column_without_name", "column_without_name", shown)
    if fillable.is_computed(title):
        return FieldError(title[:80], "transfer.column_computed", "column_computed", shown)
    near = fillable.nearest(title, language)
    return FieldError(title[:80], "transfer.unknown_column", "unknown_column", {**shown, "near": near})
