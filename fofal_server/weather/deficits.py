"""The water deficit of a site, by month and by season, from the rain that is known of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from sqlalchemy.orm import Session

from fofal_server.contract.weather import DeficitMonth, DeficitSeason, RainBy, Standing, Suitability
from fofal_server.core import clock
from fofal_server.settings.models import Site
from fofal_server.weather import rain, thresholds
from fofal_server.weather.balance import Balance, MonthRain, Season, balances, seasons
from fofal_server.weather.models import WeatherStation
from fofal_server.weather.thresholds import Thresholds

BOUNDED = tuple(Suitability)[:-1]
"""Classes that have an upper bound."""


@dataclass(frozen=True)
class Reckoning:
    """All months from the first that is known until this one, and their seasons."""

    months: Sequence[Balance]
    seasons: Sequence[DeficitSeason]


def of_site(session: Session, site: Site, station: WeatherStation | None, choice: RainBy) -> Reckoning:
    """Each month follows from the one before, so the answer must not begin where somebody happens to look from."""
    return of_sites(session, [(site, station)], choice)[0]


def of_sites(
    session: Session, looked_at: Sequence[tuple[Site, WeatherStation | None]], choice: RainBy
) -> list[Reckoning]:
    """The same of several sites, in their order, by two questions for all of them."""
    today, limits = clock.today(), thresholds.read(session)
    months = rain.months(session, [site.id for site, _ in looked_at], choice, today, limits)
    return [_reckoned(months[site.id], station, today, limits) for site, station in looked_at]


def _reckoned(
    months: Sequence[MonthRain], station: WeatherStation | None, today: dt.date, limits: Thresholds
) -> Reckoning:
    own = station.reserve_mm if station else None
    found = list(balances(months, partial(limits.rule, reserve=own)))
    full_from = limits.rule(today).full_from
    return Reckoning(found, [_season(one, limits) for one in seasons(found, full_from)])


def _season(one: Season, limits: Thresholds) -> DeficitSeason:
    return DeficitSeason(
        starts=one.starts,
        months_over=one.over,
        known_months=one.known,
        so_far_mm=one.so_far,
        deficit_mm=one.deficit,
        suitability=None if one.deficit is None else suitability(one.deficit, limits, one.starts),
    )


def suitability(deficit: Decimal, limits: Thresholds, day: dt.date) -> Suitability:
    """The class whose upper bound the annual deficit does not pass."""
    bounds = limits.value("suitability_mm", day)
    fits = (one for one in BOUNDED if deficit <= Decimal(str(bounds.get(one, 0))))
    return next(fits, Suitability.UNSUITABLE)


def month_told(one: Balance) -> DeficitMonth:
    """A month of the balance as it is sent; all but the days in millimetres."""
    month = one.of
    return DeficitMonth(
        month=month.month,
        rain_mm=month.rain,
        rainy_days=month.rainy_days,
        gauge_days=month.gauged,
        model_days=month.modelled,
        missing_days=month.missing,
        standing=_standing(one),
        demand_mm=one.demand,
        reserve_mm=one.reserve,
        deficit_mm=one.deficit,
        drainage_mm=one.drainage,
    )


def _standing(one: Balance) -> Standing:
    if not one.of.over:
        return Standing.RUNNING
    if one.of.missing:
        return Standing.INCOMPLETE
    return Standing.SOIL_UNKNOWN if one.deficit is None else Standing.KNOWN
