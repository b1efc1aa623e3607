"""What the weather answers beside its records: the outlook, series, the water deficit, the month of the rain book."""

import datetime as dt
from uuid import UUID

from pydantic import BaseModel

from fofal_server.contract.weather import Measure, Outlook, RainBook, RainBy, Step, WaterDeficit, WeatherSeries
from fofal_server.core.errors import Refused
from fofal_server.core.fields import Day
from fofal_server.core.keeping import keepable
from fofal_server.core.operation import Answer, Call, Operation, json_answer
from fofal_server.weather import book, deficits, outlook, series, stations
from fofal_server.weather.book import BookWrite
from fofal_server.weather.resources import RAIN_READINGS, STATIONS

LONGEST = {Step.DAY: 3 * 366, Step.MONTH: 60 * 366, Step.YEAR: 100 * 366}
"""Days that one answer may span."""


class SiteQuery(BaseModel):
    site_id: UUID


class BookQuery(SiteQuery):
    """``month``: any day of it."""

    month: Day


class SeriesQuery(SiteQuery):
    """``rain``: whose word counts for rain."""

    measure: Measure = Measure.RAIN
    step: Step = Step.MONTH
    rain: RainBy = RainBy.COMPLETED
    first: Day
    last: Day


class DeficitQuery(SiteQuery):
    """``first`` and ``last`` bound what is told, not what it is reckoned from."""

    rain: RainBy = RainBy.COMPLETED
    first: Day = dt.date(1900, 1, 1)
    last: Day = dt.date(2200, 1, 1)


def _outlook(call: Call) -> Answer:
    return keepable(json_answer(outlook.of(call.session, call.state, call.query.site_id, call.language)))


def _series(call: Call) -> Answer:
    asked: SeriesQuery = call.query
    if not 0 <= (asked.last - asked.first).days <= LONGEST[asked.step]:
        raise Refused("weather.span", field="last", days=LONGEST[asked.step])
    site, station = stations.of(call.session, asked.site_id)
    found = series.points(call.session, site.id, asked.measure, asked.step, asked.rain, asked.first, asked.last)
    state = outlook.state(call.state, site, station, call.language)
    return keepable(json_answer(WeatherSeries(state=state, measure=asked.measure, step=asked.step, points=found)))


def _deficit(call: Call) -> Answer:
    asked: DeficitQuery = call.query
    site, station = stations.of(call.session, asked.site_id)
    found = deficits.of_site(call.session, site, station, asked.rain)
    months = [deficits.month_told(one) for one in found.months if asked.first <= one.of.month <= asked.last]
    seasons = [one for one in found.seasons if asked.first <= one.starts <= asked.last]
    state = outlook.state(call.state, site, station, call.language)
    return keepable(json_answer(WaterDeficit(state=state, rain=asked.rain, months=months, seasons=seasons)))


def _read_book(call: Call) -> Answer:
    return keepable(json_answer(book.month_of(call.session, call.query.site_id, call.query.month)))


def _write_book(call: Call) -> Answer:
    return json_answer(book.save(call.session, call.actor, call.body))


OPERATIONS = (
    Operation(
        method="GET", path="/weather/outlook", name="read_outlook", tag="weather", work=_outlook,
        permission=STATIONS.permission("read"), query=SiteQuery, answer=Outlook, refusals=(404, 422),
    ),
    Operation(
        method="GET", path="/weather/series", name="read_weather_series", tag="weather", work=_series,
        permission=STATIONS.permission("read"), query=SeriesQuery, answer=WeatherSeries, refusals=(404, 422),
    ),
    Operation(
        method="GET", path="/weather/deficit", name="read_water_deficit", tag="weather", work=_deficit,
        permission=STATIONS.permission("read"), query=DeficitQuery, answer=WaterDeficit, refusals=(404, 422),
    ),
    Operation(
        method="GET", path="/weather/rain-book", name="read_rain_book", tag="weather", work=_read_book,
        permission=RAIN_READINGS.permission("read"), query=BookQuery, answer=RainBook, refusals=(404, 422),
    ),
    Operation(
        method="POST", path="/weather/rain-book", name="write_rain_book", tag="weather", work=_write_book,
        permission=RAIN_READINGS.permission("create"), body=BookWrite, answer=RainBook, keyed=True,
        refusals=(400, 404, 409, 413, 415, 422),
    ),
)  # fmt: skip
