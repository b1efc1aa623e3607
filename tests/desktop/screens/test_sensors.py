"""Sensors at a glance: a card each, the gravest first, and the chosen one over time, by mouse and by keyboard."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fofal_desktop.models.sensors import tone_of
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.sensors import SensorsPage
from fofal_server.contract.sensors import SensorCard, SensorCards
from tests.server.sensors.field import ago, reading, send, sensor

NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def page(desktop, qtbot):
    found = desktop.window.go(Place("page", "sensors"))
    assert isinstance(found, SensorsPage)
    qtbot.waitUntil(lambda: found.cards is not None and not found.busy.isVisible())
    return found


def tile(page, code):
    return next(one for one in page.tiles if one.card.code == code)


def drawn(page):
    return [value for curve in page.chart.curves for value in curve.values] if page.chart else []


def test_it_invites_while_there_is_none_then_shows_each_with_what_it_said(page, qtbot, api):
    if not page.cards.items:
        assert (page.blank.isVisible(), page._split.isVisible()) == (True, False)
    hot, dry = sensor(api, name="Serre"), sensor(api, kind="soil_moisture", name="Bas-fond")
    send(api, *(reading(hot, 30 + hour, ago(hours=5 - hour), battery=15, signal=70) for hour in range(5)))
    page.refresh()
    qtbot.waitUntil(lambda: {hot["code"], dry["code"]} <= {one.card.code for one in page.tiles if one.card})
    shown = tile(page, hot["code"])
    assert (shown.value.text(), shown.battery.text(), shown.signal.text()) == ("34,0\u202f°C", "15\u202f%", "70\u202f%")
    assert shown.under.text() == "Batterie faible · il y a 60 min"
    assert (shown.property("tone"), tile(page, dry["code"]).property("tone") or "") == ("warning", "")
    assert tile(page, dry["code"]).under.text() == "aucun relevé"
    assert shown.accessibleName().startswith(f"{hot['code']}, Serre")
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: drawn(page) == [30, 31, 32, 33, 34])
    assert (shown.property("chosen"), page.heading.text().startswith(hot["code"])) == (True, True)
    assert [level.value for level in page.chart.levels] == [10, 15, 35, 40]
    QTest.mouseClick(tile(page, dry["code"]), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: drawn(page) == [])


def test_keys_go_from_card_to_card_and_open_the_record(page, qtbot, desktop, api):
    for _ in range(2):
        send(api, reading(sensor(api)))
    page.refresh()
    qtbot.waitUntil(lambda: len(page.tiles) >= 2)
    page.tiles[0].setFocus()
    QTest.keyClick(page.tiles[0], Qt.Key.Key_Right)
    assert page.tiles[1].hasFocus()
    QTest.keyClick(page.tiles[1], Qt.Key.Key_Return)
    assert page.chosen.id == page.tiles[1].card.id
    QTest.keyClick(page.tiles[1], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    place = Place("record", "sensors.sensors", str(page.chosen.id))
    qtbot.waitUntil(lambda: desktop.window.workspace.page.place == place)


def test_a_longer_period_is_asked_for(page, qtbot, api):
    one = sensor(api)
    send(api, reading(one, 20, ago(days=20)), reading(one, 21))
    page.refresh()
    qtbot.waitUntil(lambda: any(each.card and each.card.code == one["code"] for each in page.tiles))
    page.choose(tile(page, one["code"]).card)
    qtbot.waitUntil(lambda: drawn(page) == [21])
    page.period.setCurrentIndex(2)
    qtbot.waitUntil(lambda: drawn(page) == [20, 21])


def card(**values):
    first = {
        "id": "00000000-0000-7000-8000-000000000001", "code": "T1", "name": "T", "kind": "rain", "kind_label": "Pluie",
        "unit": "mm", "place": "A", "status": "in_service", "health": "well", "health_label": "Bonne", "level": None,
        "last_at": NOW, "last_value": "1.5", "battery_percent": None, "signal_percent": None, "interval_seconds": 300,
        "bounds": {},
    }  # fmt: skip
    return SensorCard.model_validate(first | values)


@pytest.mark.parametrize(
    ("values", "tone"),
    [({}, ""), ({"level": "warning"}, "warning"), ({"level": "critical"}, "danger"), ({"health": "silent"}, "danger"),
     ({"health": "signal"}, "warning"), ({"health": "off", "level": "critical"}, "")],
)  # fmt: skip
def test_a_card_is_as_grave_as_what_is_wrong(values, tone):
    assert tone_of(card(**values)) == tone


def test_the_gravest_stands_first_and_cards_come_and_go(page):
    grave = card(id="00000000-0000-7000-8000-000000000002", code="Z9", health="silent", health_label="Muet")
    page.show_cards(SensorCards(at=NOW, total=2, items=[card(), grave]))
    assert [one.code.text() for one in page.tiles] == ["Z9", "T1"]
    page.show_cards(SensorCards(at=NOW, total=700, items=[card()]))
    assert ([one.code.text() for one in page.tiles], page.count.text()) == (["T1"], "1 sur 700")
    page.show_cards(SensorCards(at=NOW, total=0, items=[]))
    assert (page.tiles, page.blank.isVisible()) == ([], True)
