"""Whatever a device sends, each reading is believed or doubted, and what is believed can be stored as it is."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from fofal_server.sensors.bounds import Bounds
from fofal_server.sensors.judging import Believed, Known, Span, judged
from fofal_server.sensors.kinds import MEASURES, SensorKind
from fofal_server.sensors.schemas import ReadingGiven

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
SPAN = Span.at(NOW, dt.timedelta(days=365))
numbers = st.none() | st.floats() | st.text(max_size=40) | st.integers(-(10**6), 10**6).map(str)
moments = st.text(max_size=40) | st.datetimes(timezones=st.just(dt.UTC)).map(dt.datetime.isoformat)


@given(kind=st.sampled_from(SensorKind), at=moments, value=numbers, battery=numbers)
def test_every_reading_gets_a_verdict(
    kind: SensorKind, at: str, value: float | str | None, battery: float | str | None
) -> None:
    one = ReadingGiven.model_construct(sensor="T", at=at, value=value, signal=None, battery=battery)
    verdict = judged(one, Known(UUID(int=1), kind, Bounds()), SPAN)
    if isinstance(verdict, Believed):
        assert MEASURES[kind].least <= verdict.value <= MEASURES[kind].most
        assert verdict.value == round(verdict.value, 3)
        assert SPAN.since <= verdict.at <= SPAN.until
        assert verdict.battery is None or 0 <= verdict.battery <= 100
    else:
        assert verdict.told
        assert len(verdict.at_given) <= 100 >= len(verdict.value_given)
        assert "\x00" not in verdict.at_given + verdict.value_given


@given(kind=st.sampled_from(SensorKind), value=st.decimals("-40", "80", places=3))
def test_bounds_of_every_kind_are_in_order_and_judge_both_ways(kind: SensorKind, value: Decimal) -> None:
    told = [None if one is None else Decimal(one) for one in MEASURES[kind].bounds]
    bounds = Bounds(*told)
    assert bounds.first_out_of_order() is None
    level = bounds.level(value)
    inside = (bounds.normal_min is None or bounds.normal_min <= value) and (
        bounds.normal_max is None or value <= bounds.normal_max
    )
    assert (level is None) is inside
