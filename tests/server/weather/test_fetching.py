"""The job that asks for the weather, against answers of every kind; nothing that was not said is ever stored."""

import datetime as dt
import json
import threading
from decimal import Decimal
from uuid import UUID

import pytest

from fofal_server.contract.weather import Origin, Sky
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import Pools, transaction
from fofal_server.weather import fetching, outlook, watches
from fofal_server.weather.models import WeatherDay, WeatherHour, WeatherStation
from tests.server.weather import answers
from tests.server.weather.answers import ARCHIVE, FORECAST, ONE_CALL, SUMMARY, forecast, one_call, said
from tests.server.weather.conftest import Told, make_site
from tests.support.outsider import Outsider, Said
from tests.support.until import until


def _days(pools: Pools) -> list[WeatherDay]:
    with transaction(pools.calls) as session:
        return list(session.scalars(scoped(SYSTEM, WeatherDay).order_by(WeatherDay.day, WeatherDay.origin)))


def _hours(pools: Pools) -> list[WeatherHour]:
    with transaction(pools.calls) as session:
        return list(session.scalars(scoped(SYSTEM, WeatherHour).order_by(WeatherHour.at, WeatherHour.origin)))


def _station(pools: Pools) -> WeatherStation:
    with transaction(pools.calls) as session:
        found: WeatherStation = session.scalars(scoped(SYSTEM, WeatherStation)).one()
    return found


def test_hours_and_days_are_stored_with_their_origin(provider: Outsider, pools: Pools, site: UUID, told: Told) -> None:
    provider.say(FORECAST, said(forecast()))
    assert fetching.run(told(), pools) == "Sites : 1."
    asked = provider.asked[0].query
    assert (asked["latitude"], asked["longitude"], asked["timezone"]) == ("4.05350000", "9.70400000", "Africa/Douala")
    days, today = _days(pools), answers.today()
    assert [one.day for one in days] == [today + dt.timedelta(days=more) for more in range(-2, 8)]
    assert {one.origin for one in days if one.day < today} == {Origin.MODEL}
    assert {one.origin for one in days if one.day >= today} == {Origin.FORECAST}
    assert (days[0].rain_mm, days[0].temperature_max_c, days[0].sky) == (Decimal("4.8"), Decimal(25), Sky.STORM)
    hours = _hours(pools)
    assert len(hours) == 240
    assert {one.origin for one in hours if one.at <= clock.now()} == {Origin.MODEL}
    assert hours[0].at == dt.datetime.combine(today - dt.timedelta(days=2), dt.time(), clock.COMPANY_ZONE)
    assert {one.provider for one in (*days, *hours)} == {"open-meteo"}


def test_asking_again_replaces_and_doubles_nothing(provider: Outsider, pools: Pools, site: UUID, told: Told) -> None:
    provider.say(FORECAST, said(forecast()), said(forecast(precipitation_sum=[1.0] * 10)))
    fetching.run(told(), pools)
    fetching.run(told(), pools)
    assert {one.rain_mm for one in _days(pools)} == {Decimal(1)}
    assert len(_days(pools)) == 10


def test_a_forecast_that_came_true_stands_beside_what_the_model_says(
    provider: Outsider, pools: Pools, site: UUID, told: Told
) -> None:
    provider.say(FORECAST, said(forecast()))
    fetching.run(told(), pools)
    with clock.frozen(clock.now() + dt.timedelta(days=1)):
        provider.say(FORECAST, said(forecast(precipitation_sum=[9.0] * 10)))
        fetching.run(told(), pools)
    found = {one.origin: one.rain_mm for one in _days(pools) if one.day == answers.today()}
    assert found == {Origin.FORECAST: Decimal("4.8"), Origin.MODEL: Decimal(9)}


def test_what_nobody_said_and_what_cannot_be_is_not_known(
    provider: Outsider, pools: Pools, site: UUID, told: Told
) -> None:
    """Null, rain of −5 and of 2,000 mm, text, true, 99 °C."""
    rain = [None, -5, 2000, "4.2", True, 1e300, 0, 3.14, 1000, None]
    provider.say(FORECAST, said(forecast(precipitation_sum=rain, temperature_2m_max=[99.0] * 10)))
    fetching.run(told(), pools)
    known = [None, None, None, None, None, None, 0, Decimal("3.1"), 1000, None]
    assert [one.rain_mm for one in _days(pools)] == known
    assert {one.temperature_max_c for one in _days(pools)} == {None}


_WHOLE = json.dumps(forecast()).encode()


@pytest.mark.parametrize(
    "answer",
    [
        Said(429, b'{"error":true,"reason":"Hourly API request limit exceeded."}'),
        Said(400, b'{"error":true,"reason":"Parameter \'timezone\' is required"}'),
        Said(500), Said(401), Said(body=_WHOLE, cut=1000), Said(silent=True),
        Said(body=b"<html><body>Bienvenue</body></html>", headers={"Content-Type": "text/html"}),
        Said(body=b"[]"), Said(body=b"null"), Said(body=b"{"), Said(body=_WHOLE[:5000]), said({"daily": []}), said({"daily": {"time": [1]}}),
        said({"hourly": {"time": ["soon"]}}), said({"daily": {"time": ["2026-01-01"], "precipitation_sum": [1, 2]}}),
    ],
    ids=["429", "400", "500", "401", "cut", "silence", "html", "list", "null", "half", "cut-inside", "no-object", "number", "word", "uneven"],
)  # fmt: skip
def test_the_last_value_stays_with_its_age(
    answer: Said, provider: Outsider, pools: Pools, site: UUID, told: Told
) -> None:
    provider.say(FORECAST, said(forecast()))
    fetching.run(told(), pools)
    fetched, days, hours = _station(pools).fetched_at, _days(pools), _hours(pools)
    provider.say(FORECAST, answer)
    assert "sans réponse : 1" in fetching.run(told(), pools)
    station = _station(pools)
    assert (station.fetched_at, station.failed_at is not None, bool(station.failure)) == (fetched, True, True)
    assert (len(_days(pools)), len(_hours(pools))) == (len(days), len(hours))
    with clock.frozen(clock.now() + dt.timedelta(hours=5)), transaction(pools.calls) as session:
        found = outlook.of(session, told(), site, "fr")
    assert found.now is not None
    assert (found.now.origin, found.state.problem) == (Origin.FORECAST, station.failure)
    assert (found.state.age_minutes or 0) >= 300
    assert found.state.attribution == "Données météo : Open-Meteo.com (CC BY 4.0)"


def test_a_provider_that_never_answered_leaves_nothing_to_show(
    provider: Outsider, pools: Pools, site: UUID, told: Told
) -> None:
    """No value of the house in its place: the earlier program showed 25 °C and 80 %."""
    provider.say(FORECAST, Said(500))
    fetching.run(told(), pools)
    with transaction(pools.calls) as session:
        found = outlook.of(session, told(), site, "fr")
    assert (found.now, found.hours, found.days, found.risk.overall) == (None, [], [], None)
    assert found.state.problem == "« 127.0.0.1 » ne répond pas."


def test_without_a_provider_or_coordinates_the_page_says_so(pools: Pools, site: UUID, told: Told) -> None:
    bare = make_site(pools, "SUD")
    off = told(weather_provider=None)
    assert fetching.run(off, pools) == "Aucun fournisseur réglé."
    with transaction(pools.calls) as session:
        assert "FOFAL_WEATHER_PROVIDER" in str(outlook.of(session, off, site, "fr").state.problem)
        found = outlook.of(session, told(), bare, "fr").state
    assert (found.placed, found.problem) == (False, "Ce site n'a pas de coordonnées : ajoutez sa latitude et sa longitude dans les paramètres.")  # fmt: skip


def test_a_host_that_is_not_opened_is_told(provider: Outsider, pools: Pools, site: UUID, told: Told) -> None:
    assert "FOFAL_OUTSIDE_HOSTS" in fetching.run(told(outside_hosts=()), pools)
    assert provider.asked == []


def test_nothing_is_held_while_a_provider_is_silent(provider: Outsider, pools: Pools, site: UUID, told: Told) -> None:
    """Neither a connection of the pool nor a transaction: calls of people go on as ever."""
    provider.say(FORECAST, Said(silent=True))
    asking = threading.Thread(target=fetching.run, args=(told(outside_timeout=2.0), pools))
    asking.start()
    until(lambda: provider.asked)
    held = pools.calls.pool.checkedout()  # type: ignore[attr-defined]  # every pool of ours counts
    provider.over.set()
    asking.join()
    assert held == 0


@pytest.mark.usefixtures("site")
class TestPast:
    def test_it_is_fetched_a_year_at_a_time_and_then_day_by_day(
        self, provider: Outsider, pools: Pools, told: Told
    ) -> None:
        provider.say(FORECAST, said(forecast()))
        last = answers.today() - dt.timedelta(days=5)
        first = last - dt.timedelta(days=365)
        provider.say(ARCHIVE, said(answers.archive(first, last)))
        settings = told(weather_archive_years=2)
        fetching.run(settings, pools)
        asked = provider.asked[-1].query
        assert (asked["start_date"], asked["end_date"]) == (str(first), str(last))
        assert (_station(pools).archived_from, _station(pools).archived_until) == (first, last)
        fetching.run(settings, pools)
        assert provider.asked[-1].query["end_date"] == str(first - dt.timedelta(days=1))
        stored = [one for one in _days(pools) if one.day < answers.today() - dt.timedelta(days=4)]
        assert len(stored) == 366

    def test_it_ends(self, provider: Outsider, pools: Pools, told: Told) -> None:
        provider.say(ARCHIVE, said({"daily": None}))
        settings, noon = told(weather_archive_years=1), dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
        with clock.frozen(noon):
            provider.say(FORECAST, said(forecast()))
            for _ in range(4):
                fetching.run(settings, pools)
        asked = [one.query for one in provider.asked if one.path == ARCHIVE]
        assert [(one["start_date"], one["end_date"]) for one in asked] == [
            ("2025-11-18", "2026-11-18"), ("2025-11-01", "2025-11-17"),
        ]  # fmt: skip
        with clock.frozen(noon + dt.timedelta(days=1)):
            fetching.run(settings, pools)
        assert (provider.asked[-1].query["start_date"], provider.asked[-1].query["end_date"]) == ("2026-11-19",) * 2


@pytest.mark.usefixtures("site")
class TestOpenWeather:
    @pytest.fixture
    def other(self, told: Told) -> Told:
        def make(**changes: object) -> object:
            return told(**{"weather_provider": "openweather", "weather_key": "word", **changes})

        return make  # type: ignore[return-value]  # called as Told is

    def test_its_values_come_in_the_same_units(self, provider: Outsider, pools: Pools, other: Told) -> None:
        provider.say(ONE_CALL, said(one_call()))
        fetching.run(other(), pools)
        assert (provider.asked[0].query["appid"], provider.asked[0].query["units"]) == ("word", "metric")
        first = _hours(pools)[0]
        assert (first.temperature_c, first.wind_kmh, first.rain_mm, first.sky) == (
            Decimal("27.4"),
            18,
            Decimal("2.5"),
            Sky.RAIN,
        )
        today, tomorrow = _days(pools)[:2]
        assert (today.rain_mm, tomorrow.rain_mm, today.wind_max_kmh) == (0, Decimal("12.3"), 36)

    def test_the_past_is_asked_for_by_the_day_and_in_bounds(
        self, provider: Outsider, pools: Pools, other: Told, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(fetching, "CALLS", 2)
        provider.say(ONE_CALL, said(one_call()))
        provider.say(SUMMARY, said(answers.summary(answers.today())))
        fetching.run(other(weather_archive_years=1), pools)
        days = [one.query["date"] for one in provider.asked if one.path == SUMMARY]
        assert days == [str(answers.today() - dt.timedelta(days=back)) for back in (1, 2)]
        assert provider.asked[-1].query["tz"] == "+01:00"

    def test_without_a_key_nobody_is_asked(self, pools: Pools, other: Told) -> None:
        assert fetching.run(other(weather_key=None), pools) == "Aucun fournisseur réglé."


@pytest.mark.usefixtures("site")
class TestWatches:
    def test_dangerous_weather_is_told_once_for_a_site(
        self, provider: Outsider, pools: Pools, site: UUID, told: Told
    ) -> None:
        provider.say(FORECAST, said(forecast(precipitation_sum=[40.0] * 10)))
        fetching.run(told(), pools)
        (seen,) = watches.risks(pools)
        assert (seen.subject, seen.severity, seen.values["rain"]) == (str(site), "warning", "40,0")
        assert seen.about is not None
        with transaction(pools.calls) as session:
            assert session.get_one(WeatherStation, seen.about.record_id).site_id == site

    def test_calm_weather_is_no_news(self, provider: Outsider, pools: Pools, told: Told) -> None:
        provider.say(FORECAST, said(forecast()))
        fetching.run(told(), pools)
        assert list(watches.risks(pools)) == []

    def test_silence_is_told_after_half_a_day(self, provider: Outsider, pools: Pools, told: Told) -> None:
        provider.say(FORECAST, said(forecast()))
        fetching.run(told(), pools)
        assert list(watches.quiet(told(), pools)) == []
        with clock.frozen(clock.now() + dt.timedelta(hours=13)):
            assert [one.values["site"] for one in watches.quiet(told(), pools)] == ["Site NORD"]
            assert list(watches.quiet(told(weather_provider=None), pools)) == []
