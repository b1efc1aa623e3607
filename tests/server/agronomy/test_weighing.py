"""Adding up a gang-day sheet."""

import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from fofal_server.agronomy import weighing
from fofal_server.agronomy.models import HarvestLine
from fofal_server.core.ids import new_id

counts = st.integers(0, 500)
kilograms = st.decimals(0, 9999, places=3)


def line(ripe: int = 0, under: int = 0, unripe: int = 0, over: int = 0, empty: int = 0, **more: object) -> HarvestLine:
    values = {"loose_fruit_kg": Decimal(0), "weight_kg": None, "employee_id": None, **more}
    return HarvestLine(
        bunches_ripe=ripe, bunches_underripe=under, bunches_unripe=unripe, bunches_overripe=over, bunches_empty=empty, **values
    )  # fmt: skip


lines = st.lists(
    st.builds(line, counts, counts, counts, counts, counts, loose_fruit_kg=kilograms, weight_kg=st.none() | kilograms),
    max_size=12,
)


@settings(deadline=None)
@given(lines, st.decimals(1, 30, places=3))
def test_totals_are_the_sum_of_the_lines_in_any_order(sheet: list[HarvestLine], bunch_kg: Decimal) -> None:
    whole = weighing.totals(sheet, bunch_kg)
    assert whole == weighing.totals(sheet[::-1], bunch_kg)
    assert whole.weight_kg == sum((weighing.totals([one], bunch_kg).weight_kg for one in sheet), Decimal(0))
    assert whole.bunches == sum(weighing.totals([one], bunch_kg).bunches for one in sheet)
    assert whole.weight_kg == whole.weight_kg.quantize(Decimal("0.001")), "no gram is invented"


@settings(deadline=None)
@given(lines)
def test_share_of_unripe_lies_between_nothing_and_all(sheet: list[HarvestLine]) -> None:
    share = weighing.totals(sheet, None).unripe_percent
    assert share is None or 0 <= share <= 100


def test_weighed_lines_count_as_weighed_and_counted_ones_by_the_bunch_weight() -> None:
    sheet = [line(40, weight_kg=Decimal("512.5")), line(10, 2, 0, 0, 3, loose_fruit_kg=Decimal("6.25"))]
    assert weighing.totals(sheet, Decimal("12.4")).weight_kg == Decimal("512.5") + 12 * Decimal("12.4") + Decimal(
        "6.25"
    )
    assert weighing.totals(sheet, Decimal("12.4")).bunches == 55
    assert weighing.unweighed(sheet) == [1]


def test_empty_bunches_are_counted_and_weigh_nothing() -> None:
    assert weighing.totals([line(empty=9)], Decimal(12)) == weighing.Totals(9, Decimal(0), Decimal(0))
    assert weighing.unweighed([line(empty=9)]) == []


def test_unripe_share_is_of_a_worker_not_of_a_line() -> None:
    worker, other = new_id(), new_id()
    sheet = [line(95, 0, 5, employee_id=worker), line(40, 0, 10, employee_id=other), line(50, employee_id=other)]
    assert weighing.unripe_by_worker(sheet) == {worker: Decimal(5), other: Decimal(10)}


def test_months_go_back_over_the_new_year() -> None:
    assert weighing.months_before(dt.date(2026, 2, 1), 3) == dt.date(2025, 11, 1)
    assert weighing.months_before(dt.date(2026, 12, 1), 12) == dt.date(2025, 12, 1)
    assert weighing.months_before(dt.date(2026, 1, 1), 0) == dt.date(2026, 1, 1)
