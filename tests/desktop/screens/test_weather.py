"""The weather page: what is known with its age and origin, what is not known told as such, years and the deficit."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import delete

from fofal_desktop.models.water_deficit import SeasonsModel, deficit_drawing, yield_drawings
from fofal_desktop.models.weather import counsels, source_words
from fofal_desktop.models.weather_drawing import over_time, years_compared
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.weather import WeatherPage
from fofal_desktop.views.pages.weather_now import DayCard
from fofal_server.contract.weather import (
    DeficitSeason,
    Origin,
    Outlook,
    RiskTold,
    Sky,
    WaterDeficit,
    WeatherSeries,
    YieldWeather,
)
from fofal_server.core import clock
from fofal_server.core.db import transaction
from fofal_server.settings.models import Site
from fofal_server.weather.models import RainReading, WeatherDay, WeatherHour, WeatherStation
from tests.support.api import code

STATE = {"site_id": UUID(int=1), "site_name": "Site", "placed": True}
JANUARY = dt.date(2026, 1, 1)


@pytest.fixture
def no_site(server):
    with transaction(server.engine) as session:
        for model in (RainReading, WeatherHour, WeatherDay, WeatherStation, Site):
            session.execute(delete(model))


@pytest.fixture
def site(no_site, api):
    """One that nobody has given a place."""
    return api.create("settings.sites", code=code("M"), name="Site nu")


def opened(desktop, qtbot):
    found = desktop.window.go(Place("page", "weather"))
    assert isinstance(found, WeatherPage)
    qtbot.waitUntil(lambda: not found.busy.isVisible() and (found.outlook is not None or found.blank.isVisible()))
    return found


def put(server, site, *, hours_old=1):
    """A fresh hour, a bad day, and a provider."""
    now, key = clock.now(), UUID(site["id"])
    told = {"site_id": key, "origin": Origin.FORECAST, "provider": "open-meteo", "fetched_at": now}
    hour = WeatherHour(
        **told,
        at=now - dt.timedelta(hours=hours_old),
        temperature_c=Decimal("28.4"),
        rain_mm=Decimal("1.5"),
        sky=Sky.RAIN,
    )
    day = WeatherDay(**told, day=clock.today(), rain_mm=Decimal(42), temperature_max_c=Decimal(31))
    station = WeatherStation(site_id=key, name="Site nu", provider="open-meteo", fetched_at=now)
    with transaction(server.engine) as session:
        session.add_all([hour, day, station])


def test_without_a_site_it_says_what_to_do(no_site, desktop, qtbot):
    page = opened(desktop, qtbot)
    assert (page.blank.isVisible(), page.first.isVisible(), page._body.isVisible()) == (True, True, False)


def test_a_site_without_a_place_is_told_and_leads_to_its_record(site, desktop, qtbot):
    page = opened(desktop, qtbot)
    assert page.now.figure.text() == "Pas de données"
    assert page.risk.overall.text() == "Pas de données"
    assert "coordonnées" in page.problem.words.text()
    page.place_it.click()
    place = Place("record", "settings.sites", site["id"])
    qtbot.waitUntil(lambda: desktop.window.workspace.page.place == place)


def shown_days(page, qtbot):
    """A card is shown by a turn of the event loop after it was laid out."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(DayCard)))
    return [one for one in page.findChildren(DayCard) if one.isVisible()]


def test_now_and_the_days_come_with_age_origin_and_attribution(server, site, desktop, qtbot):
    put(server, site)
    page = opened(desktop, qtbot)
    assert page.now.figure.text() == "28,4\u202f°C"
    assert page.now.origin.text().endswith(" min · prévision")
    assert "Open-Meteo.com (CC BY 4.0)" in page.source.text()
    assert "Humidité —" in page.now.accessibleName()
    [day] = shown_days(page, qtbot)
    assert day.advice.text() == "Pas de travail dehors"
    assert (page.risk.overall.text(), page.risk.overall.property("tone")) == ("Élevé", "danger")
    assert "drains" in page.risk.counsel.text()


def test_an_old_hour_is_not_now(server, site, desktop, qtbot):
    put(server, site, hours_old=5)
    page = opened(desktop, qtbot)
    assert page.now.figure.text() == "Pas de données"
    assert page.now.origin.text() == "Pas de données des trois dernières heures."


def test_the_charts_ask_the_server_for_what_is_chosen(site, desktop, qtbot, api):
    today, yesterday = clock.today(), clock.today() - dt.timedelta(days=1)
    api.create("weather.rain-readings", site_id=site["id"], day=yesterday.isoformat(), rain_mm="12.5")
    charts = opened(desktop, qtbot).charts
    charts.day = yesterday
    charts.view.setCurrentIndex(charts.view.findData("year"))
    qtbot.waitUntil(lambda: "12,5" in charts.told.text())
    for name in ("years", "deficit", "yield", "month"):
        charts.view.setCurrentIndex(charts.view.findData(name))
        qtbot.waitUntil(lambda name=name: charts.measure.isVisible() is (name in {"years", "month"}))
    charts.day = today
    charts.turn(1)  # there is no month after this one
    assert charts.day == today
    charts.turn(-1)
    qtbot.waitUntil(lambda: charts.period.text() != "" and charts.day < today)


def points(*told, step="month", start=JANUARY):
    """``(value, so_far, known, days)`` of months in a row."""
    starts = [dt.date(start.year + place // 12, place % 12 + 1, 1) for place in range(len(told))]
    rows = [
        {"start": day, "value": value, "so_far": so_far, "origins": ["gauge"] if known else [], "known": known, "days": days}
        for day, (value, so_far, known, days) in zip(starts, told, strict=True)
    ]  # fmt: skip
    return WeatherSeries.model_validate({"state": STATE, "measure": "rain_mm", "step": step, "points": rows})


def test_what_is_not_whole_stands_apart_and_what_is_unknown_is_no_zero(qapp):
    series = points(("40", "40", 31, 31), (None, "12", 10, 28), (None, None, 0, 31))
    drawing = over_time(series, JANUARY, dt.date(2026, 12, 31))
    whole, partial, unknown = drawing.curves
    assert (list(whole.values), list(partial.values)) == ([40, 0, 0], [0, 12, 0])
    assert [value == 0 for value in unknown.values] == [False, False, True]
    assert "10" in drawing.told[1]
    assert "28" in drawing.told[1]
    assert "10/28" in drawing.remark
    assert "0/31" in drawing.remark


def test_years_are_laid_over_each_other(qapp):
    series = points(*[(str(month), str(month), 30, 30) for month in range(1, 25)], start=dt.date(2025, 1, 1))
    newest, before = years_compared(series).curves
    assert (newest.words, before.words) == ("2026", "2025")
    assert list(newest.at) == list(before.at)
    assert (newest.values[0], before.values[0]) == (13, 1)


def month(number, standing="known", lacking="15", missing=0):
    known = {"demand_mm": "150", "reserve_mm": "0", "deficit_mm": lacking, "drainage_mm": "0"}
    first = {"month": JANUARY.replace(month=number), "rain_mm": "45", "rainy_days": 5, "gauge_days": 31 - missing}
    unknown = dict.fromkeys(known)
    return (
        first
        | {"model_days": 0, "missing_days": missing, "standing": standing}
        | (known if standing == "known" else unknown)
    )


def test_months_without_a_balance_are_told_with_what_is_missing(qapp):
    months = [month(1), month(2, "incomplete", missing=7), month(3, "soil_unknown")]
    told = WaterDeficit.model_validate({"state": STATE, "rain": "gauge", "months": months, "seasons": []})
    drawing = deficit_drawing(told, dt.date(2026, 4, 2))
    lacking, held, unknown = drawing.curves
    assert (lacking.values[0], held.values[0]) == (15, 0)
    assert [value == 0 for value in unknown.values] == [False, True, True]
    assert "7" in drawing.remark
    assert "mars" not in drawing.remark


@pytest.mark.parametrize(
    ("over", "known", "deficit", "words"),
    [
        (12, 12, "90", "90\u202fmm"),
        (5, 5, None, "en cours, 90 mm jusqu'ici"),
        (12, 10, None, "incomplète, 90 mm connus"),
    ],
)
def test_a_season_says_of_how_many_months_it_is(desktop, over, known, deficit, words):
    suits = "very_favourable" if deficit else None
    season = {
        "starts": "2025-11-01",
        "months_over": over,
        "known_months": known,
        "so_far_mm": "90",
        "deficit_mm": deficit,
    }
    model = SeasonsModel()
    model.show_rows([DeficitSeason.model_validate(season | {"suitability": suits})])
    told = [model.index(0, column).data() for column in range(4)]
    assert told == ["nov. 2025 – oct. 2026", f"{known}/12", words, "Très favorable" if deficit else "—"]


def test_the_markers_stand_at_the_months_of_the_yield(qapp):
    one = {"harvested_kg": "900", "bearing_ha": "3", "kg_per_ha": "300", "deficit_mm": None}
    months = [one | {"month": JANUARY, "deficit_24_mm": "75", "deficit_9_11_mm": None}]
    above, below = yield_drawings(YieldWeather.model_validate({"state": STATE, "months": months}), dt.date(2026, 2, 1))
    long, short = below.curves
    assert (above.curves[0].values[0], long.values[0]) == (300, 75)
    assert short.values[0] != short.values[0]  # nobody knows it
    assert below.remark


def test_a_risk_that_nobody_knows_gives_no_advice(qapp):
    unknown = dict.fromkeys(RiskTold.model_fields)
    assert counsels(RiskTold.model_validate(unknown)) == ""
    assert counsels(RiskTold.model_validate(unknown | {"overall": "low", "heat": "low"})) != ""
    state = Outlook.model_validate({"state": STATE, "now": None, "hours": [], "days": [], "risk": unknown}).state
    assert source_words(state, clock.now()) == ""
