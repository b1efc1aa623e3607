"""The water balance of oil palm (IRHO), against the worked example of the domain's rules."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fofal_server.weather.balance import Balance, MonthRain, Rule, balances, seasons
from tests.server.weather.conftest import month

USUAL = Rule(Decimal(200), Decimal(150), Decimal(120), rainy_days=10, inclusive=False, full_from=11)
ALSO_TEN = Rule(Decimal(200), Decimal(150), Decimal(120), rainy_days=10, inclusive=True, full_from=11)
EXAMPLE = (
    ("2025-11", 140, 10), ("2025-12", 40, 4), ("2026-01", 45, 5), ("2026-02", 75, 6), ("2026-03", 190, 12),
    ("2026-04", 230, 14), ("2026-05", 290, 17), ("2026-06", 400, 20), ("2026-07", 600, 25), ("2026-08", 650, 25),
    ("2026-09", 560, 22), ("2026-10", 410, 20),
)  # fmt: skip
SERIES = [MonthRain(month(name), Decimal(rain), days) for name, rain, days in EXAMPLE]


def _run(rule: Rule, series: list[MonthRain]) -> list[Balance]:
    return list(balances(series, lambda _: rule))


def test_v24_strict() -> None:
    found = _run(USUAL, SERIES)
    assert [one.deficit for one in found] == [0, 0, 15, 75, 0, 0, 0, 0, 0, 0, 0, 0]
    assert [one.reserve for one in found][:7] == [200, 90, 0, 0, 70, 180, 200]
    assert [one.drainage for one in found] == [20, 0, 0, 0, 0, 0, 150, 280, 480, 530, 440, 290]
    (season,) = seasons(found, 11)
    assert (season.starts, season.known, season.deficit) == (dt.date(2025, 11, 1), 12, 90)


def test_v24_when_ten_rainy_days_are_dry_too() -> None:
    found = _run(ALSO_TEN, SERIES)
    assert (found[0].reserve, found[1].balance, found[2].deficit) == (190, 80, 25)
    assert seasons(found, 11)[0].deficit == 100


def test_a_month_with_a_missing_day_has_no_balance_nor_have_those_after_it() -> None:
    holed = [*SERIES[:4], MonthRain(SERIES[4].month, Decimal(190), 12, missing=1), *SERIES[5:]]
    found = _run(USUAL, holed)
    assert [one.deficit for one in found][:5] == [0, 0, 15, 75, None]
    assert {one.deficit for one in found[4:]} == {None}
    (season,) = seasons(found, 11)
    assert (season.known, season.so_far, season.deficit) == (4, 90, None)


def test_the_next_season_begins_with_a_full_soil() -> None:
    unknown = [MonthRain(month("2026-10"), Decimal(400), 20, missing=3), MonthRain(month("2026-11"), Decimal(140), 10)]
    assert [one.reserve for one in _run(USUAL, unknown)] == [None, 200]


def test_a_soil_that_is_known_is_not_filled_by_the_calendar() -> None:
    dry = [*SERIES[:3], *(MonthRain(month(f"2026-{n:02}"), Decimal(0), 0) for n in range(2, 12))]
    assert _run(USUAL, dry)[-1].reserve == 0


def test_nothing_is_known_before_the_first_season() -> None:
    assert {one.deficit for one in _run(USUAL, SERIES[1:])} == {None}


def test_a_month_that_is_not_over_has_no_balance() -> None:
    going_on = MonthRain(month("2025-12"), Decimal(10), 1, over=False)
    assert _run(USUAL, [SERIES[0], going_on])[1].deficit is None


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 31)), min_size=1, max_size=24))
def test_no_water_is_lost_or_made(wet: list[tuple[int, int]]) -> None:
    """What was there and fell is used, kept or has run off; what is lacking was never there."""
    days = (dt.date(2025 + (10 + n) // 12, (10 + n) % 12 + 1, 1) for n in range(len(wet)))
    found = _run(USUAL, [MonthRain(day, Decimal(rain), count) for day, (rain, count) in zip(days, wet, strict=False)])
    before = Decimal(200)
    for one in found:
        assert one.reserve is not None
        assert one.deficit is not None
        assert one.drainage is not None
        assert one.demand is not None
        assert 0 <= one.reserve <= 200
        assert one.deficit * one.reserve == 0
        assert before + one.of.rain + one.deficit == one.demand + one.reserve + one.drainage
        before = one.reserve


@pytest.mark.parametrize(("days", "demand"), [(9, 150), (10, 120), (11, 120)])
def test_the_demand_follows_the_rainy_days(days: int, demand: int) -> None:
    assert _run(USUAL, [MonthRain(month("2025-11"), Decimal(0), days)])[0].demand == demand
