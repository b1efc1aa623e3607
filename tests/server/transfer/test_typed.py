"""Cells mean what a person who typed them meant, and nothing is guessed that could be two things."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

import pytest
from pydantic.fields import FieldInfo

from fofal_server.contract.kinds import Kind
from fofal_server.core.fields import Meaning
from fofal_server.core.resource import field_of
from fofal_server.core.transfer.typed import Wrong, converter

DOUALA = dt.timezone(dt.timedelta(hours=1))


def read(kind, cell):
    field = field_of("value", FieldInfo.from_annotation(Annotated[str, Meaning(kind)]))
    return converter(field, "fr")(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12", "12"), ("12,5", "12.5"), ("12.5", "12.5"), ("-0,75", "-0.75"), ("+3", "3"), ("1 234 567,89", "1234567.89"),
        ("12\u202f500", "12500"), ("1\u00a0000", "1000"), ("1.234,5", "1234.5"), ("1,234.5", "1234.5"),
        ("1.234.567,5", "1234567.5"), ("1,234", "1.234"), ("1.234", "1.234"), (12, "12"), (1250.0, "1250"),
        (0.1 + 0.2, "0.3"), (1e15, "1000000000000000"), (2.5e-7, "0.00000025"),
    ],
)  # fmt: skip
def test_numbers(cell, number):
    assert read(Kind.QUANTITY, cell) == number


@pytest.mark.parametrize(
    "cell",
    ["", "x", "12 5", "1 23 456", "1,2,3", "1.2.3", "12 kg", "--1", "1e3", "NaN", "∞", "0x10", "½", "１２", True, dt.date(2026, 1, 1)],
)  # fmt: skip
def test_no_numbers(cell):
    with pytest.raises(Wrong) as told:
        read(Kind.MONEY, cell)
    assert told.value.code == "not_a_number"


def test_percent_and_whole_numbers():
    assert read(Kind.PERCENT, "12,5 %") == "12.5"
    assert read(Kind.MONEY, "119\u202f250\u202fFCFA") == read(Kind.MONEY, "119 250 F CFA") == "119250"
    assert read(Kind.MONEY, "\u22125 XAF") == "-5"
    assert read(Kind.COUNT, "1 000") == 1000
    assert read(Kind.COUNT, 3.0) == 3
    with pytest.raises(Wrong, match="not_whole"):
        read(Kind.COUNT, "2,5")


@pytest.mark.parametrize("cell", ["04/03/2026", "4/3/2026", "04.03.2026", "04-03-2026", "2026-03-04", "2026/03/04", dt.date(2026, 3, 4), dt.datetime(2026, 3, 4)])  # fmt: skip # noqa: DTZ001 - cells have no zone
def test_days(cell):
    assert read(Kind.DAY, cell) == "2026-03-04"


@pytest.mark.parametrize("cell", ["31/02/2026", "03/04/26", "2026-13-01", "mars 2026", 46085.0, True, "2026-03-04 10:00", dt.datetime(2026, 3, 4, 5)])  # fmt: skip # noqa: DTZ001 - cells have no zone
def test_no_days(cell):
    with pytest.raises(Wrong, match="not_a_day"):
        read(Kind.DAY, cell)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("04/03/2026 14:30", dt.datetime(2026, 3, 4, 14, 30, tzinfo=DOUALA)),
        ("04/03/2026 14h30", dt.datetime(2026, 3, 4, 14, 30, tzinfo=DOUALA)),
        ("04/03/2026", dt.datetime(2026, 3, 4, tzinfo=DOUALA)),
        ("2026-03-04T14:30:15", dt.datetime(2026, 3, 4, 14, 30, 15, tzinfo=DOUALA)),
        ("2026-03-04T14:30:15Z", dt.datetime(2026, 3, 4, 14, 30, 15, tzinfo=dt.UTC)),
        ("2026-03-04 14:30+02:00", dt.datetime(2026, 3, 4, 12, 30, tzinfo=dt.UTC)),
        (dt.datetime(2026, 3, 4, 14, 30), dt.datetime(2026, 3, 4, 14, 30, tzinfo=DOUALA)),  # noqa: DTZ001 - as in a cell
    ],
)
def test_moments_are_of_the_clock_of_the_company(cell, moment):
    assert dt.datetime.fromisoformat(read(Kind.MOMENT, cell)) == moment


@pytest.mark.parametrize("cell", ["04/03/2026 25:00", "14:30", "demain", 5, True, "04/03/2026 14:30:99", dt.time(5)])
def test_no_moments(cell):
    with pytest.raises(Wrong, match="not_a_moment"):
        read(Kind.MOMENT, cell)


@pytest.mark.parametrize(("cell", "value"), [("oui", True), ("Vrai", True), ("X", True), (1.0, True), (True, True), ("NON", False), ("false", False), ("0", False)])  # fmt: skip
def test_yes_and_no(cell, value):
    assert read(Kind.FLAG, cell) is value


@pytest.mark.parametrize("cell", ["peut-être", "2", "ouinon", -1])
def test_neither_yes_nor_no(cell):
    with pytest.raises(Wrong, match="not_a_flag"):
        read(Kind.FLAG, cell)


@pytest.mark.parametrize(("cell", "text"), [(101.0, "101"), (101, "101"), (0.5, "0.5"), (dt.date(2026, 3, 4), "2026-03-04"), ("'=x", "=x"), ("'x", "'x")])  # fmt: skip
def test_texts(cell, text):
    assert read(Kind.CODE, cell) == text


def test_words_are_separated_by_bars():
    assert read(Kind.WORDS, "a | b|| c ") == ["a", "b", "c"]


def test_shapes_are_geojson():
    point = {"type": "Point", "coordinates": [9.5, 4.5]}
    assert read(Kind.GEOMETRY, point) == read(Kind.GEOMETRY, '{"type": "Point", "coordinates": [9.5, 4.5]}') == point
    for cell in ("POINT (9 4)", "[1]", 5.0, ["x"]):
        with pytest.raises(Wrong, match="not_a_shape"):
            read(Kind.GEOMETRY, cell)


class Shade(StrEnum):
    DARK = "dark"
    LIGHT = "light"


def test_choices_by_word_whatever_the_case():
    field = field_of("shade", FieldInfo.from_annotation(Shade))
    assert [converter(field, "fr")(cell) for cell in ("dark", " LIGHT")] == ["dark", "light"]
    with pytest.raises(Wrong, match="unknown_choice"):
        converter(field, "fr")("grey")
