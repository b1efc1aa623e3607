"""What people type is understood, and what they could not have meant is not."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fofal_desktop.fields.formats import number_text
from fofal_desktop.fields.typed import day_of, moment_of, number_of

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("=", "2026-11-22"),
        ("j", "2026-11-22"),
        ("J", "2026-11-22"),
        ("+7", "2026-11-29"),
        ("-1", "2026-11-21"),
        ("j+30", "2026-12-22"),
        ("= - 2", "2026-11-20"),
        ("5", "2026-11-05"),
        ("12/03", "2026-03-12"),
        ("12.3", "2026-03-12"),
        ("12-03-25", "2025-03-12"),
        ("12/03/2025", "2025-03-12"),
        ("1203", "2026-03-12"),
        ("120325", "2025-03-12"),
        ("12/03/85", "1985-03-12"),
        ("12/03/46", "2046-03-12"),
        ("120347", "1947-03-12"),
        ("12032025", "2025-03-12"),
        ("2025-03-12", "2025-03-12"),
        (" 12/03 ", "2026-03-12"),
    ],
)
def test_short_dates(typed, day):
    assert day_of(typed, TODAY) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    "typed", ["", "x", "31/02", "32", "12/13", "0/1", "+99999", "1/1/1/1", "j7", "==", "12/03/20255"]
)
def test_no_dates(typed):
    assert day_of(typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("= 14:30", "2026-11-22T14:30"),
        ("12/03 14h30", "2026-03-12T14:30"),
        ("12/03 14h", "2026-03-12T14:00"),
        ("12/03/2025 08:05:09", "2025-03-12T08:05:09"),
        ("12/03", "2026-03-12T00:00"),
        ("+1", "2026-11-23T00:00"),
    ],
)
def test_moments(typed, moment):
    assert moment_of(typed, TODAY) == dt.datetime.fromisoformat(moment)


@pytest.mark.parametrize("typed", ["", "14:30", "12/03 25:00", "12/03 a"])
def test_no_moments(typed):
    assert moment_of(typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1250", "1250"),
        ("1250,5", "1250.5"),
        ("1250.5", "1250.5"),
        ("1 250,5", "1250.5"),
        ("1\u202f250,5", "1250.5"),
        ("1\u00a0250", "1250"),
        ("1.250,5", "1250.5"),
        ("1,250.5", "1250.5"),
        ("1,250,000", "1250000"),
        ("1.250.000", "1250000"),
        ("-3", "-3"),
        ("\u22123", "-3"),
        ("+3", "3"),
        (",5", "0.5"),
        ("5,", "5"),
        ("007", "7"),
        ("-,5", "-0.5"),
        (",00", "0"),
        ("1250,500", "1250.5"),
        ("119 250 FCFA", "119250"),
        ("19,25 %", "19.25"),
    ],
)
def test_numbers(typed, number):
    assert number_of(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed", ["", "abc", "1e3", "NaN", "Infinity", "1-2", "--1", ",", "1,2,3,4", "0x10", "9" * 41, "١٢"]
)
def test_no_numbers(typed):
    assert number_of(typed) is None


@given(st.decimals(min_value=-(10**13), max_value=10**13, places=3))
def test_what_is_shown_can_be_typed_again(number):
    assert number_of(number_text(number)) == number


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2200, 12, 31)))
def test_a_day_shown_can_be_typed_again(day):
    assert day_of(day.strftime("%d/%m/%Y"), TODAY) == day


@given(st.text(max_size=20))
def test_no_text_breaks_the_readers(text):
    day_of(text, TODAY)
    moment_of(text, TODAY)
    number_of(text)
