"""What stands and what was typed in one site's month of the rain book; a day that nobody read is not 0."""

import calendar
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from fofal_desktop.fields.formats import number_text
from fofal_desktop.fields.limits import problem_of
from fofal_desktop.fields.reading import read_text
from fofal_server.contract.meta import FieldMeta
from fofal_server.contract.weather import BookDay, RainBook

TENS = ((1, 10), (11, 20), (21, 31))
"""The decades by which farmers sum up rain."""


Kept = dict[str, tuple[str, str | None]]
"""By day: what was typed, and what the server held then."""


@dataclass(frozen=True)
class Line:
    """A day of the month (``first`` is ``last``), or the sum of several days; ``ten`` numbers the decades from 1."""

    first: int
    last: int
    ten: int = 0
    whole: bool = False

    @property
    def is_day(self) -> bool:
        return not self.ten and not self.whole


def lines_of(month: dt.date) -> list[Line]:
    """Days with the sum of each decade behind it, the sum of the month at the end."""
    last = calendar.monthrange(month.year, month.month)[1]
    found = []
    for place, (begin, end) in enumerate(TENS, 1):
        until = min(end, last)
        found += [Line(day, day) for day in range(begin, until + 1)]
        found.append(Line(begin, until, ten=place))
    return [*found, Line(1, last, whole=True)]


@dataclass(frozen=True)
class Typed:
    """What a person made of a day. ``sound``: it can be sent; ``problem`` is told at its cell, whoever found it."""

    words: str
    value: str | None
    sound: bool = True
    problem: str = ""


@dataclass(frozen=True)
class Sum:
    """Of the days that were read: ``known`` of the ``over`` that are over."""

    mm: Decimal
    known: int
    over: int


@dataclass
class SiteMonth:
    """A column of the book: ``book`` is what the server holds, ``typed`` what is not there yet, by day."""

    name: str
    book: RainBook
    typed: dict[int, Typed] = field(default_factory=dict)

    def day(self, number: int) -> BookDay:
        return self.book.days[number - 1]

    def words(self, number: int) -> str:
        """What stands in the cell."""
        if number in self.typed:
            return self.typed[number].words
        stored = self.day(number).rain_mm
        return "" if stored is None else number_text(stored)

    def type(self, number: int, text: str, meta: FieldMeta, today: dt.date) -> None:
        """Take what was typed; what says the same as before is no change, what cannot be read stays as it is."""
        reading = read_text(meta, text, today)
        problem = problem_of(meta, reading)
        value = None if reading.value is None else str(reading.value)
        if not problem and _same(value, self.day(number).rain_mm):
            self.typed.pop(number, None)
            return
        words = number_text(value) if value is not None and reading.understood else text.strip()
        self.typed[number] = Typed(words, value, not problem, problem)

    def changes(self) -> list[dict[str, Any]]:
        """What is to be sent, with what stood there before; a note that somebody wrote stays."""
        return [self._change(self.day(number), typed) for number, typed in sorted(self.typed.items())]

    def _change(self, day: BookDay, typed: Typed) -> dict[str, Any]:
        was = self._stored(day.day.day)
        return {"day": day.day.isoformat(), "rain_mm": typed.value, "was": was, "note": day.note}

    def take(self, book: RainBook, sent: dict[int, Typed]) -> None:
        """What was sent is stored; what was typed since stays."""
        self.book = book
        self.typed = {day: typed for day, typed in self.typed.items() if sent.get(day) is not typed}

    def catch_up(self, book: RainBook, moved: Callable[[str], str]) -> None:
        """The server holds something else by now: what was typed stays, and is told what it would take the place of."""
        before, self.book = {number: self._stored(number) for number in self.typed}, book
        self._tell_moved(before, moved)

    def as_typed(self) -> Kept:
        """What was typed, to the letter, beside what stood there then."""
        return {str(number): (typed.words, self._stored(number)) for number, typed in self.typed.items()}

    def type_again(self, kept: Kept, meta: FieldMeta, today: dt.date, moved: Callable[[str], str]) -> None:
        """Put back what ``as_typed`` told; where others have written meanwhile, it is told."""
        for number, (words, _before) in kept.items():
            self.type(int(number), words, meta, today)
        self._tell_moved({int(number): before for number, (_words, before) in kept.items()}, moved)

    def _tell_moved(self, before: dict[int, str | None], moved: Callable[[str], str]) -> None:
        for number, stored in before.items():
            now = self._stored(number)
            if now != stored:
                self.refuse(number, moved("—" if now is None else number_text(now)))

    def _stored(self, number: int) -> str | None:
        amount = self.day(number).rain_mm
        return None if amount is None else str(amount)

    def refuse(self, number: int, problem: str) -> None:
        if number in self.typed:
            self.typed[number] = replace(self.typed[number], problem=problem)

    def sum(self, line: Line, today: dt.date) -> Sum:
        """The days of a line that are known, typed ones too."""
        amounts = [value for number in range(line.first, line.last + 1) if (value := self._amount(number)) is not None]
        over = sum(self.day(number).day < today for number in range(line.first, line.last + 1))
        return Sum(sum(amounts, Decimal(0)), len(amounts), max(over, len(amounts)))

    def _amount(self, number: int) -> Decimal | None:
        typed = self.typed.get(number)
        if typed is None:
            return self.day(number).rain_mm
        return Decimal(typed.value) if typed.sound and typed.value is not None else None


def sound(columns: Sequence[SiteMonth]) -> bool:
    """Whether all that was typed can be sent."""
    return all(typed.sound for column in columns for typed in column.typed.values())


def months_around(month: dt.date) -> tuple[dt.date, dt.date]:
    """The first days of the month before and of the one after."""
    first = month.replace(day=1)
    return (first - dt.timedelta(days=1)).replace(day=1), (first + dt.timedelta(days=32)).replace(day=1)


def unsound_cells(columns: Sequence[SiteMonth]) -> Iterator[tuple[int, int]]:
    """Column and day of what cannot be sent."""
    for place, column in enumerate(columns):
        for number, typed in sorted(column.typed.items()):
            if not typed.sound:
                yield place, number


def _same(value: str | None, stored: Decimal | None) -> bool:
    return value is None if stored is None else value is not None and Decimal(value) == stored
