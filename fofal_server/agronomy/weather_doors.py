"""What agronomy answers of the weather: planned work that the forecast speaks against, yields beside the deficit."""

from uuid import UUID

from pydantic import BaseModel

from fofal_server.agronomy import forecast_flags, yields
from fofal_server.contract.weather import ForecastFlags, RainBy, YieldWeather
from fofal_server.core.errors import Refused
from fofal_server.core.fields import Day
from fofal_server.core.keeping import keepable
from fofal_server.core.operation import Answer, Call, Operation, json_answer
from fofal_server.weather import deficits, outlook, stations
from fofal_server.weather.resources import STATIONS

LONGEST = 20 * 366
"""Days that one answer may span."""


class YieldQuery(BaseModel):
    """``rain``: whose word counts for the water balance."""

    site_id: UUID
    crop_id: UUID | None = None
    rain: RainBy = RainBy.COMPLETED
    first: Day
    last: Day


def _flags(call: Call) -> Answer:
    return keepable(json_answer(forecast_flags.of(call.session, call.state, call.actor, call.language)))


def _yields(call: Call) -> Answer:
    asked: YieldQuery = call.query
    if not 0 <= (asked.last - asked.first).days <= LONGEST:
        raise Refused("weather.span", field="last", days=LONGEST)
    site, station = stations.of(call.session, asked.site_id)
    balances = deficits.of_site(call.session, site, station, asked.rain).months
    found = yields.months(call.session, call.actor, site.id, asked.crop_id, balances, asked.first, asked.last)
    state = outlook.state(call.state, site, station, call.language)
    return keepable(json_answer(YieldWeather(state=state, months=found)))


OPERATIONS = (
    Operation(
        method="GET", path="/agronomy/forecast-flags", name="read_forecast_flags", tag="agronomy", work=_flags,
        permission=STATIONS.permission("read"), answer=ForecastFlags, refusals=(422,),
    ),
    Operation(
        method="GET", path="/agronomy/yield-weather", name="read_yield_weather", tag="agronomy", work=_yields,
        permission="agronomy.harvests:read", query=YieldQuery, answer=YieldWeather, refusals=(404, 422),
    ),
)  # fmt: skip
