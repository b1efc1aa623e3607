"""Which colour a plot has and what it means: classes of a measure, or the states it may be in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QBrush, QColor

from fofal_desktop.map.classing import class_of, quantiles
from fofal_desktop.models.map_measures import Measure
from fofal_desktop.theme.ramps import HATCHES, KINDS, NOTHING, ramp
from fofal_server.contract.meta import Choice

Record = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """One line of a legend; the hatching says the same as the colour, for paper and for eyes that see few colours."""

    words: str
    colour: str
    hatch: Qt.BrushStyle = Qt.BrushStyle.SolidPattern

    @property
    def brush(self) -> QBrush:
        return QBrush(QColor(self.colour), self.hatch)


@dataclass(frozen=True)
class Legend:
    """``place`` finds the entry of a plot; ``counts`` says how many plots each entry has."""

    title: str
    entries: list[Entry]
    place: Callable[[Record], int]
    counts: list[int]

    def entry(self, plot: Record) -> Entry:
        return self.entries[self.place(plot)]


def legend_of(measure: Measure, plots: Sequence[Record], states: Sequence[Choice]) -> Legend:
    """What ``measure`` makes of these plots; ``states`` are those that a plot can be in, in their order."""
    entries, place = _by_value(measure, plots) if measure.numeric else _by_state(measure, states)
    nothing = Entry(QCoreApplication.translate("Legend", "Not known"), NOTHING, Qt.BrushStyle.Dense6Pattern)
    places = [place(plot) for plot in plots]
    if -1 in places:
        entries = [*entries, nothing]
    counts = [sum(one in {number, number - len(entries)} for one in places) for number in range(len(entries))]
    return Legend(measure.label, entries, place, counts)


def _by_value(measure: Measure, plots: Sequence[Record]) -> tuple[list[Entry], Callable[[Record], int]]:
    values = [value for value in map(measure.value, plots) if value is not None]
    bounds = (measure.bounds or quantiles(values)) if values else ()
    shades = ramp(len(bounds) + 1) if values else []
    entries = [Entry(words, shade) for words, shade in zip(_ranges(measure, bounds, values), shades, strict=True)]

    def place(plot: Record) -> int:
        value = measure.value(plot)
        return -1 if value is None else class_of(value, bounds)

    return entries, place


def _ranges(measure: Measure, bounds: Sequence[float], values: Sequence[float]) -> list[str]:
    """Each class in words; the outer ones say only where they end or begin."""
    translate = QCoreApplication.translate
    if not values:
        return []
    if not bounds:
        return [measure.text(values[0])]
    first = translate("Legend", "under {0}").format(measure.text(bounds[0]))
    last = translate("Legend", "{0} and more").format(measure.text(bounds[-1]))
    between = (
        translate("Legend", "{0} to {1}").format(measure.number(low), measure.text(high))
        for low, high in pairwise(bounds)
    )
    return [first, *between, last]


def _by_state(measure: Measure, states: Sequence[Choice]) -> tuple[list[Entry], Callable[[Record], int]]:
    entries = [
        Entry(state.label, KINDS[number % len(KINDS)], HATCHES[number % len(HATCHES)])
        for number, state in enumerate(states)
    ]
    known = {state.value: number for number, state in enumerate(states)}
    return entries, lambda plot: known.get(str(plot.get(measure.name)), -1)
