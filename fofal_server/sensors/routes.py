"""What sensors answer beside their records: readings taken in, all sensors at a glance, and one over time."""

import datetime as dt
from typing import Annotated, cast

from annotated_types import Ge, Le
from pydantic import BaseModel

from fofal_server.contract.sensors import SensorCards, Series
from fofal_server.core import clock, crud
from fofal_server.core.access import reachable
from fofal_server.core.actor import Actor, Reach
from fofal_server.core.errors import FieldError, Invalid, TooLarge
from fofal_server.core.fields import Moment
from fofal_server.core.keeping import keepable
from fofal_server.core.operation import Answer, Call, Operation, json_answer
from fofal_server.sensors import cards, intake, series
from fofal_server.sensors.intake import Sender
from fofal_server.sensors.models import Sensor, Way
from fofal_server.sensors.resources import INGEST, SENSORS
from fofal_server.sensors.schemas import ReadingsGiven, Taken

MOST = 10_000
"""Readings of one call."""
TOLD = 20
"""Unknown sensors that a refusal names."""


class SeriesQuery(BaseModel):
    """The last seven days unless said otherwise; ``points`` is how many a screen has room for.

    ``hours``: so many up to the moment of the question, which is the same question whenever it is asked.
    """

    since: Moment | None = None
    until: Moment | None = None
    hours: Annotated[int | None, Ge(1), Le(366 * 24)] = None
    points: Annotated[int, Ge(10), Le(1000)] = 500


def _take(call: Call) -> Answer:
    """All or nothing as to whose sensors these are, each for itself as to what they say."""
    readings = call.body.readings
    if len(readings) > MOST:
        raise TooLarge("sensors.too_many", most=MOST)
    sender = _sender(call.actor)
    by = intake.standing(call.session, sender, (one.sensor for one in readings))
    strangers = [place for place, one in enumerate(readings) if one.sensor not in by.sensors]
    if strangers:
        raise Invalid(errors=tuple(_unknown(place, readings[place].sensor) for place in strangers[:TOLD]))
    return json_answer(intake.take(call.session, sender, readings, by))


def _sender(actor: Actor) -> Sender:
    """Devices by the sensors that name them, people by their reach."""
    if actor.reach(SENSORS.permission(INGEST)) is Reach.ALL:
        return Sender(Way.HTTP, actor.user_id)
    if actor.service:
        return Sender(Way.HTTP, actor.user_id, device=actor.user_id)
    return Sender(Way.HTTP, actor.user_id, may=reachable(actor, SENSORS, INGEST))


def _unknown(place: int, code: str) -> FieldError:
    return FieldError(f"readings.{place}.sensor", "sensors.unknown_sensor", "unknown_sensor", {"sensor": code})


def _cards(call: Call) -> Answer:
    return keepable(json_answer(cards.read(call.session, call.actor, call.language)))


def _series(call: Call) -> Answer:
    sensor = cast("Sensor", crud.find(call.session, SENSORS, call.actor, call.key(), lines=False))
    asked = call.query
    until = asked.until or clock.now()
    since = until - dt.timedelta(hours=asked.hours) if asked.hours else asked.since
    return keepable(json_answer(series.read(call.session, sensor, since, until, asked.points)))


OPERATIONS = (
    Operation(
        method="POST", path="/sensors/readings", name="write_sensor_readings", tag="sensors", work=_take,
        permission=SENSORS.permission(INGEST), body=ReadingsGiven, answer=Taken,
    ),
    Operation(
        method="GET", path="/sensors/overview", name="read_sensor_cards", tag="sensors", work=_cards,
        permission=SENSORS.permission("read"), answer=SensorCards,
    ),
    Operation(
        method="GET", path="/sensors/sensors/{id}/series", name="read_sensor_series", tag="sensors", work=_series,
        permission=SENSORS.permission("read"), query=SeriesQuery, answer=Series, refusals=(404,),
    ),
)  # fmt: skip
