"""The weather page: what is known with its age and origin, what is not known told as such, years and the deficit."""

import datetime as dt
import math
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton
from sqlalchemy import delete

from fofal_desktop.models.water_deficit import SeasonsModel, deficit_drawing, yield_drawing
from fofal_desktop.models.weather import counsels, source_words
from fofal_desktop.models.weather_drawing import over_time, years_compared
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.weather import WeatherPage
from fofal_desktop.views.pages.weather_now import DayCard
from fofal_server.agronomy.models import HarvestRound, Plot
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
from tests.desktop.screens.driving import child
from tests.server.agronomy.farm import Farm
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


@pytest.fixture
def storm(server, no_site, api):
    """A harvest round that falls on a stormy day; afterwards there is neither farm nor plot."""
    farm, day = Farm(api), clock.today() + dt.timedelta(days=2)
    due = api.create("agronomy.harvest-rounds", plot_id=farm.plot()["id"], due_on=str(day))
    told = {"origin": Origin.FORECAST, "provider": "open-meteo", "fetched_at": clock.now()}
    with transaction(server.engine) as session:
        session.add(WeatherDay(**told, site_id=UUID(farm.site["id"]), day=day, rain_mm=Decimal(35)))
    yield due
    with transaction(server.engine) as session:
        for model in (HarvestRound, Plot):
            session.execute(delete(model))


def test_planned_work_on_a_stormy_day_is_told_and_leads_to_its_record(storm, desktop, qtbot):
    page = opened(desktop, qtbot)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(QPushButton, "flag")))
    lead = child(page, QPushButton, "flag")
    assert storm["name"] in lead.text()
    assert "Pas de travail dehors, pluie 35" in lead.text()
    assert lead.property("tone") == "danger"
    lead.click()
    place = Place("record", "agronomy.harvest-rounds", storm["id"])
    qtbot.waitUntil(lambda: desktop.window.workspace.page.place == place)


def test_the_thresholds_are_those_of_the_weather_and_no_others(site, desktop, qtbot):
    page = opened(desktop, qtbot)
    for _ in range(2):  # a list that is open already is narrowed again
        page.findChild(QAction, "action-thresholds").trigger()
        shown = desktop.window.workspace.page
        qtbot.waitUntil(lambda shown=shown: shown.table.records.record(0) is not None and not shown.busy.isVisible())
        few = shown.table.records.rowCount()
        assert {shown.table.records.record(row)["category"] for row in range(few)} == {"weather"}
        assert child(shown, QPushButton, "chip-category").text() == "Catégorie est Météo"
        shown.clear_conditions()
        qtbot.waitUntil(lambda shown=shown, few=few: shown.table.records.rowCount() > few)
        desktop.window.go(page.place)


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


def points(*told, step="month", start=JANUARY, running=None):
    """``(value, so_far, known, days)`` of months in a row, the last of which may be ``running`` still."""
    starts = [dt.date(start.year + place // 12, place % 12 + 1, 1) for place in range(len(told))]
    rows = [
        {"start": day, "over": day != running, "value": value, "so_far": so_far, "origins": ["gauge"] if known else [], "known": known, "days": days}
        for day, (value, so_far, known, days) in zip(starts, told, strict=True)
    ]  # fmt: skip
    return WeatherSeries.model_validate({"state": STATE, "measure": "rain_mm", "step": step, "points": rows})


def test_what_is_not_whole_stands_apart_and_what_is_unknown_is_no_zero(qapp):
    series = points(("40", "40", 31, 31), (None, "12", 10, 28), (None, None, 0, 31))
    drawing = over_time(series, JANUARY, dt.date(2026, 12, 31))
    whole, partial, unknown = drawing.curves
    assert [known(one) for one in drawing.curves] == [[40], [12], [0]]
    assert [value == 0 for value in unknown.values] == [False, False, True]
    assert (whole.hollow, partial.role) == (False, "muted")
    assert "10" in drawing.told[1][1]
    assert "28" in drawing.told[1][1]
    assert "10/28" in drawing.remark
    assert "0/31" in drawing.remark


def known(curve):
    return [one for one in curve.values if not math.isnan(one)]


def test_the_month_that_goes_on_is_drawn_hollow_and_told(qapp):
    running = dt.date(2026, 2, 1)
    series = points(("40", "40", 31, 31), (None, "12", 9, 9), running=running)
    whole, goes_on = over_time(series, JANUARY, dt.date(2026, 12, 31)).curves
    assert (known(whole), known(goes_on), goes_on.hollow) == ([40], [12], True)
    assert "9" in over_time(series, JANUARY, running).told[1][1]
    line, circles = years_compared(series).curves
    assert (known(line), known(circles), circles.hollow, circles.words) == ([40], [12], True, "")
    assert years_compared(series).remark


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


def test_the_markers_stand_over_the_yield_and_a_month_without_harvest_has_none(qapp):
    one = {"harvested_kg": "900", "bearing_ha": "3", "kg_per_ha": "300", "deficit_mm": None, "over": True}
    none = one | {"harvested_kg": None, "kg_per_ha": None}
    lacking = {"deficit_24_mm": "75", "deficit_9_11_mm": None}
    months = [
        one | lacking | {"month": JANUARY},
        none | lacking | {"month": dt.date(2026, 2, 1)},
        one | {"month": dt.date(2026, 3, 1), "over": False, "deficit_24_mm": None, "deficit_9_11_mm": "20"},
    ]
    found = YieldWeather.model_validate({"state": STATE, "months": months})
    drawing = yield_drawing(found, dt.date(2026, 3, 9))
    picked, running, long, short = drawing.curves
    assert [known(curve) for curve in drawing.curves] == [[300], [300], [75, 75], [20]]
    assert (picked.bars, running.hollow, long.beside, short.beside) == (True, True, True, True)
    assert drawing.unit_beside == "mm"
    assert drawing.until.date() == dt.date(2026, 4, 1)  # all of the bar of the month that goes on
    assert drawing.told[1] != drawing.told[0]


def test_a_risk_that_nobody_knows_gives_no_advice(qapp):
    unknown = dict.fromkeys(RiskTold.model_fields)
    assert counsels(RiskTold.model_validate(unknown)) == ""
    assert counsels(RiskTold.model_validate(unknown | {"overall": "low", "heat": "low"})) != ""
    state = Outlook.model_validate({"state": STATE, "now": None, "hours": [], "days": [], "risk": unknown}).state
    assert source_words(state, clock.now()) == ""
