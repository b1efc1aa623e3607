"""Charts draw what there is and no more, speak French, and can be read without a mouse."""

import datetime as dt
import math

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from fofal_desktop.api.clock import COMPANY_ZONE
from fofal_desktop.charts.axes import DAY, HOUR, TimeAxis, ValueAxis
from fofal_desktop.charts.ink import drawn
from fofal_desktop.charts.time_chart import TimeChart
from fofal_desktop.models.curve import Curve, Level, heights, nearest
from fofal_desktop.theme.icons import colour
from fofal_desktop.theme.style import dress

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=COMPANY_ZONE)
NAN = math.nan


@pytest.fixture(autouse=True)
def _french(qapp):
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.Cameroon))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def chart(qtbot):
    made = TimeChart()
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    return made


def hours(count, back=0):
    return [NOON.timestamp() + HOUR * (place - back) for place in range(count)]


def shown(chart, curve, *levels):
    chart.show_curves(
        [curve], levels, since=NOON - dt.timedelta(hours=1), until=NOON + dt.timedelta(hours=24), unit="°C"
    )


@pytest.mark.parametrize(
    ("values", "gap", "pieces"),
    [
        ([1, 2, 3], math.inf, [range(3)]),
        ([1, NAN, 3, 4], math.inf, [range(1), range(2, 4)]),
        ([NAN, NAN], math.inf, []),
        ([1, 2, 3], 1800, [range(1), range(1, 2), range(2, 3)]),
        ([], math.inf, []),
        ([NAN, 2, NAN], 7200, [range(1, 2)]),
    ],
)
def test_what_is_unknown_is_not_joined(values, gap, pieces):
    assert list(Curve("", hours(len(values)), values, gap=gap).pieces()) == pieces


def test_a_chart_reaches_to_the_next_level_on_either_side():
    levels = [Level(value, "") for value in (10, 15, 35, 40)]
    low, high = heights([Curve("", hours(2), [24, 28])], levels)
    assert (low < 15, high > 35) == (True, True)
    assert (low > 10, high < 40) == (True, True)
    assert heights([Curve("", hours(2), [36, 38])], levels)[1] > 40


def test_bars_stand_on_nothing_and_a_flat_line_has_room():
    assert heights([Curve("", hours(2), [5, 9], bars=True)], [])[0] == 0
    low, high = heights([Curve("", hours(2), [7, 7])], [])
    assert low < 7 < high
    assert heights([], []) != (0, 0)


def test_nearest_value():
    assert nearest([0, 10, 20], 14) == 1
    assert nearest([], 14) is None


def test_moments_stand_at_full_hours_of_the_company_and_days_at_its_midnight():
    axis = TimeAxis()
    begin = NOON.timestamp() - 1234
    [(step, ticks)] = axis.tickValues(begin, begin + DAY, 700)
    assert step == 3 * HOUR
    words = axis.tickStrings(ticks, 1, step)
    assert words == ["12:00", "15:00", "18:00", "21:00", "24/11", "03:00", "06:00", "09:00"]
    [(step, ticks)] = axis.tickValues(begin, begin + 7 * DAY, 700)
    assert axis.tickStrings(ticks, 1, step) == [f"{day}/11" for day in range(24, 31)]
    [(step, ticks)] = axis.tickValues(begin, begin + 365 * DAY, 700)
    assert axis.tickStrings(ticks, 1, step)[:2] == ["déc. 2026", "févr. 2027"]


def test_numbers_of_an_axis_are_written_as_here():
    assert ValueAxis().tickStrings([0.5, 1000], 1, 0.5) == ["0,5", "1\u202f000,0"]
    assert ValueAxis().tickStrings([20, 25], 1, 5) == ["20", "25"]


def test_the_reading_tells_value_band_and_moment_and_arrows_move_it(chart):
    curve = Curve("T1", hours(3), [20, 21.25, 22], low=[19, 21.25, 20], high=[21, 21.25, 23])
    shown(chart, curve, Level(35, "maximum"))
    assert chart.reading.text() == "23/11/2026 14:00 · 22,0\u202f°C (20,0 – 23,0)"
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.reading.text() == "23/11/2026 13:00 · 21,3\u202f°C"
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert (chart.place, chart.accessibleDescription()) == (0, chart.reading.text())
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.keyClick(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert chart.place == 2


def test_several_curves_have_a_legend_and_each_its_value(chart):
    both = [Curve("Hier", hours(2), [1, 2]), Curve("Demain", hours(2), [3, NAN], role="warning")]
    chart.show_curves(both, since=NOON, until=NOON + dt.timedelta(hours=2), unit="mm", decimals=0)
    assert [one.text() for one in chart.findChildren(QLabel, "chartChipName")] == ["Hier", "Demain"]
    chart.point(0)
    assert chart.reading.text().endswith("Hier 1\u202fmm · Demain 3\u202fmm")
    chart.point(1)
    assert chart.reading.text().endswith("· Hier 2\u202fmm")


def test_what_has_another_unit_is_drawn_over_the_rest_on_an_axis_of_its_own(chart):
    picked = Curve("Rendement", hours(3), [900, NAN, 300], bars=True)
    lacking = Curve("Déficit", hours(3), [30, 60, NAN], role="danger", beside=True)
    chart.show_curves(
        [picked, lacking], since=NOON, until=NOON + dt.timedelta(hours=3), unit="kg/ha", unit_beside="mm", decimals=0
    )
    plot = chart._plot
    assert plot.getAxis("right").isVisible()
    top = plot.viewRange()[1][1]
    assert top * plot.getAxis("right").scale == pytest.approx(60 + 0.12 * 30)  # the highest deficit, with the usual air
    assert plot.viewRange()[1][0] == 0
    chart.point(0)
    assert chart.reading.text().endswith("Rendement 900\u202fkg/ha · Déficit 30\u202fmm")
    chart.point(1)
    assert chart.reading.text().endswith("· Déficit 60\u202fmm")
    shown(chart, Curve("T", hours(2), [1, 2]))
    assert not plot.getAxis("right").isVisible()


def test_no_bar_stands_where_nothing_is_known_and_what_is_not_whole_is_hollow():
    [bars] = drawn(Curve("", hours(3), [5, NAN, 0], bars=True))
    assert list(bars.opts["height"]) == [5, 0]
    assert drawn(Curve("", hours(2), [NAN, NAN], bars=True)) == []
    assert Curve("", [0.0], [5], bars=True, step=60).middles() == [30]  # where the cursor stands
    [hollow] = drawn(Curve("", hours(1), [5], bars=True, hollow=True))
    assert hollow.opts["brush"].color() == colour("surface") != bars.opts["brush"].color()


@pytest.mark.parametrize("value", [10, 40])
def test_the_words_of_a_level_stand_inside_the_chart(chart, value):
    """Those of the highest one used to be cut at the upper edge."""
    shown(chart, Curve("T", hours(24), [25] * 24), Level(10, "minimum critique"), Level(40, "maximum critique"))
    chart.grab()
    box = chart._plot.getViewBox().sceneBoundingRect()
    lines = [one for one in chart._plot.items() if isinstance(one, pg.InfiniteLine) and one.value() == value]
    words = lines[0].label.textItem.sceneBoundingRect()
    assert box.top() <= words.top()
    assert words.bottom() <= box.bottom()


def test_words_take_the_place_of_curves_and_give_it_back(chart):
    shown(chart, Curve("T", hours(2), [1, 2]))
    chart.say("Rien.")
    assert (chart.reading.text(), chart.place) == ("", None)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    shown(chart, Curve("T", hours(2), [1, 2]))
    assert chart.place == 1


@pytest.mark.parametrize("curve", [Curve("P", hours(3), [1, 0, 4], bars=True), Curve("T", hours(3), [1, NAN, 4])])
def test_another_theme_draws_the_same_in_its_colours(chart, curve, qapp: QApplication):
    shown(chart, curve, Level(3, "max"))
    before = chart.grab().toImage()
    try:
        dress(qapp, "dark")
        assert chart.grab().toImage() != before
        assert chart.place == 2
    finally:
        dress(qapp, "light")
