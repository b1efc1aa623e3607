"""Rules of what is sampled or noted in the field: observations, points of the map, average bunch weights."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.agronomy import weighing
from fofal_server.agronomy.land import crop_of, plot_of
from fofal_server.agronomy.models import BunchWeight, MapPoint, Observation
from fofal_server.agronomy.wording import day_text, named
from fofal_server.core import clock
from fofal_server.core.actor import Actor
from fofal_server.core.errors import Refused
from fofal_server.maps import geojson


def prepare_observation(session: Session, _actor: Actor, seen: Observation, _given: Mapping[str, Any]) -> None:
    """An observation is of the past, affected plants are among those looked at."""
    plot = plot_of(session, seen.plot_id)
    day = clock.day_of(seen.observed_at)
    seen.name = named(plot.code, day)
    if seen.observed_at > clock.now():
        raise Refused("agronomy.future_day", field="observed_at", day=day_text(day))
    if (seen.latitude is None) != (seen.longitude is None):
        raise Refused("agronomy.half_a_point", field="latitude" if seen.latitude is None else "longitude")
    if seen.affected_count is not None and seen.sample_count is not None:
        if seen.affected_count > seen.sample_count:
            raise Refused("agronomy.affected_beyond_sample", field="affected_count")
        seen.affected_percent = weighing.percent(seen.affected_count, seen.sample_count)
    else:
        seen.affected_percent = None


def prepare_point(session: Session, _actor: Actor, point: MapPoint, _given: Mapping[str, Any]) -> None:
    """A point lies in the country, on a plot that exists, and was noted on a day that has come."""
    place = float(point.longitude), float(point.latitude)
    if not geojson.within(place):
        slug = "point_swapped" if geojson.within(place[::-1]) else "point_outside"
        raise Refused(f"agronomy.{slug}", field="longitude", place=geojson.place(place))
    if point.plot_id is not None:
        plot_of(session, point.plot_id)
    if point.noted_on is not None and point.noted_on > clock.today():
        raise Refused("agronomy.future_day", field="noted_on", day=day_text(point.noted_on))


def prepare_bunch_weight(session: Session, _actor: Actor, weight: BunchWeight, _given: Mapping[str, Any]) -> None:
    """Kilograms over bunches of a plot's month; ``month`` may be typed as any day of it."""
    plot = plot_of(session, weight.plot_id)
    if not crop_of(session, plot.crop_id).in_bunches:
        raise Refused("agronomy.no_bunches", field="plot_id")
    weight.month = weight.month.replace(day=1)
    if weight.month > clock.today():
        raise Refused("agronomy.future_day", field="month", day=day_text(weight.month))
    weight.name = named(plot.code, weight.month)
    weight.average_kg = (weight.sample_kg / weight.sample_bunches).quantize(weighing.GRAM, ROUND_HALF_UP)
    if weight.average_kg <= 0:
        raise Refused("agronomy.bunch_weight_nothing", field="sample_kg")
