"""The weather over time: a month, a year, years compared, the water deficit, the deficit behind the yield."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fofal_desktop.api.errors import Unseen
from fofal_desktop.commands import Command, bind
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.fields.formats import said_of
from fofal_desktop.gate import message_of
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.models.on_paper import rows_of, table_of
from fofal_desktop.models.rain_month import months_around
from fofal_desktop.models.water_deficit import (
    HARVESTS,
    SeasonsModel,
    deficit_drawing,
    read_deficit,
    read_yields,
    yield_drawing,
)
from fofal_desktop.models.weather_drawing import (
    MEASURES,
    RAINS,
    YEARS,
    Drawing,
    month_words,
    over_time,
    read_series,
    translate,
    years_compared,
)
from fofal_desktop.parts import GAP, action_button, chooser, label, tight
from fofal_desktop.tables.plain import plain_table
from fofal_server.contract.shown import ShownTable
from fofal_server.contract.weather import Measure, RainBy, Step, WaterDeficit, YieldWeather

if TYPE_CHECKING:
    from fofal_desktop.charts.time_chart import TimeChart

EARLIER = Command("earlier", QT_TRANSLATE_NOOP("Command", "Earlier"), "Ctrl+PgUp", "mdi6.chevron-left")
LATER = Command("later", QT_TRANSLATE_NOOP("Command", "Later"), "Ctrl+PgDown", "mdi6.chevron-right")
MONTH, YEAR, COMPARED, DEFICIT, YIELD = "month", "year", "years", "deficit", "yield"
SEASON_ROWS = 4


@dataclass(frozen=True)
class View:
    """``measured``: it is of a measure that is chosen; ``turned``: one goes from period to period."""

    name: str
    words: str
    measured: bool = False
    turned: bool = False


VIEWS = (
    View(MONTH, QT_TRANSLATE_NOOP("Weather", "Days of a month"), measured=True, turned=True),
    View(YEAR, QT_TRANSLATE_NOOP("Weather", "Months of a year"), measured=True, turned=True),
    View(COMPARED, QT_TRANSLATE_NOOP("Weather", "Years compared"), measured=True),
    View(DEFICIT, QT_TRANSLATE_NOOP("Weather", "Water deficit")),
    View(YIELD, QT_TRANSLATE_NOOP("Weather", "Deficit and yield")),
)


class WeatherCharts(QWidget):
    """``failed`` carries why nothing came; what is shown stays. ``read`` asks as the page does that they stand on."""

    failed = Signal(object)

    def __init__(self, context: EditorContext, read: Callable[..., None]) -> None:
        super().__init__()
        self.client, self.site_id, self._read = context.client, "", read
        self.day = self.client.clock.today()
        self.views = [view for view in VIEWS if view.name != YIELD or HARVESTS in context.metas]
        self.view, self.measure, self.rain = map(chooser, ("view", "measure", "rainBy"))
        self.period, self.remark, self.told = (
            label("", "tileName"),
            label("", "muted", wrap=True),
            label("", "chartTold", wrap=True),
        )
        self.seasons = SeasonsModel(self)
        self.table = plain_table(self.seasons, "seasons", self.tr("Seasons"))
        self.charts: dict[str, TimeChart] = {}
        self._earlier, self._later = bind(self, EARLIER, lambda: self.turn(-1)), bind(self, LATER, lambda: self.turn(1))
        self._lay_out()
        for box in (self.view, self.measure, self.rain):
            box.currentIndexChanged.connect(lambda _place: self.draw())

    @property
    def chosen(self) -> View:
        return self.views[self.view.currentIndex()]

    @property
    def _measure(self) -> Measure:
        return Measure(self.measure.currentData())

    @property
    def _rain(self) -> RainBy:
        return RainBy(self.rain.currentData())

    def show_site(self, site_id: str) -> None:
        self.site_id = site_id
        self.draw()

    def turn(self, by: int) -> None:
        """The month or year before or after; there is nothing beyond today."""
        if not self.chosen.turned:
            return
        first, following = months_around(self.day)
        if self.chosen.name == YEAR:
            first, following = (dt.date(self.day.year + step, 1, 1) for step in (-1, 1))
        there = first if by < 0 else following
        if there <= self.client.clock.today():
            self.day = there
            self.draw()

    def draw(self) -> None:
        """Ask for what is chosen; an answer to an earlier choice is not shown."""
        view = self.chosen
        for widget in self._turning:
            widget.setVisible(view.turned)
        self.measure.setVisible(view.measured)
        self.rain.setVisible(not view.measured or self._measure is Measure.RAIN)
        if self.site_id:
            {DEFICIT: self._ask_deficit, YIELD: self._ask_yield}.get(view.name, self._ask_series)()

    # -- asking

    def _ask_series(self) -> None:
        first, last = self._span()
        client, site, measure, rain = self.client, self.site_id, self._measure, self._rain
        step, compared = Step.DAY if self.chosen.name == MONTH else Step.MONTH, self.chosen.name == COMPARED
        self.period.setText(month_words(first) if step is Step.DAY else str(first.year))

        def work() -> Drawing:
            series = read_series(client, site, measure, step, rain, first, last)
            return years_compared(series) if compared else over_time(series, first, last)

        self._ask(work, lambda drawing: self._show(drawing, "years" if compared else "first"))

    def _span(self) -> tuple[dt.date, dt.date]:
        today = self.client.clock.today()
        if self.chosen.name == COMPARED:
            return dt.date(today.year - YEARS + 1, 1, 1), today
        if self.chosen.name == YEAR:
            return dt.date(self.day.year, 1, 1), dt.date(self.day.year, 12, 31)
        return self.day.replace(day=1), months_around(self.day)[1] - dt.timedelta(days=1)

    def _ask_deficit(self) -> None:
        client, site, rain = self.client, self.site_id, self._rain
        self._ask(lambda: read_deficit(client, site, rain), self.show_deficit)

    def _ask_yield(self) -> None:
        client, site, rain = self.client, self.site_id, self._rain
        self._ask(lambda: read_yields(client, site, rain, client.clock.today()), self.show_yields)

    def _ask(self, work: Callable[[], Any], show: Callable[[Any], None]) -> None:
        asked = self._choice()
        self._read(
            work,
            lambda found: show(found) if self._choice() == asked else None,
            lambda error: self._fail(error) if self._choice() == asked else None,
        )

    def _fail(self, error: Exception) -> None:
        """Where nothing of this is kept, what was chosen before must not stand for it."""
        if isinstance(error, Unseen):
            now = self.client.clock.now()
            self._show(Drawing([], now, now, "", []), "first")
            self.charts["first"].say(message_of(error))
        else:
            self.failed.emit(error)

    def _choice(self) -> tuple[Any, ...]:
        return self.site_id, self.chosen.name, self._measure, self._rain, self.day

    # -- showing

    def show_deficit(self, found: WaterDeficit) -> None:
        self.seasons.show_rows(reversed(found.seasons))
        self.table.resizeColumnsToContents()
        self._show(deficit_drawing(found, self.client.clock.today()), "first")
        self.table.setVisible(bool(found.seasons))

    def show_yields(self, found: YieldWeather) -> None:
        self._show(yield_drawing(found, self.client.clock.today()), "first")

    def _show(self, drawing: Drawing, name: str) -> None:
        self._chart(name)
        for other, chart in self.charts.items():
            chart.setVisible(other == name)
        self.table.hide()
        self.remark.setText(drawing.remark)
        self.remark.setVisible(bool(drawing.remark))
        self._fill(self.charts[name], drawing)

    def _fill(self, chart: "TimeChart", drawing: Drawing) -> None:
        self._words[chart.objectName()] = drawing.told
        self.told.setText("")
        if drawing.empty:
            chart.say(self.tr("Nothing is known of this period."))
            return
        chart.show_curves(
            drawing.curves, drawing.levels, since=drawing.since, until=drawing.until,
            unit=drawing.unit, unit_beside=drawing.unit_beside,
        )  # fmt: skip

    def _chart(self, name: str) -> "TimeChart":
        """Made when it is first needed, for what draws takes its time to load."""
        if name not in self.charts:
            from fofal_desktop.charts.time_chart import TimeChart
            from fofal_desktop.charts.year_chart import YearChart

            chart = YearChart(name) if name == "years" else TimeChart(name)
            chart.setAccessibleName(self.tr("Chart of the weather"))
            chart.pointed.connect(lambda place: self._tell(chart, place))
            self.charts[name] = chart
            self._room.addWidget(chart, 1)
        return self.charts[name]

    def on_paper(self) -> list[ShownTable]:
        """What is drawn, a line for each place; then the seasons where they are shown."""
        view = self.chosen
        shown = next((words for name, words in self._words.items() if not self.charts[name].isHidden()), [])
        chosen = [box.currentText() for box in (self.view, self.measure, self.rain) if not box.isHidden()]
        title = " · ".join([*chosen, *([self.period.text()] if view.turned else [])])
        found = [rows_of(title, [self.tr("Period"), self.tr("What is drawn")], shown)]
        return found if self.table.isHidden() else [*found, *table_of(self.seasons, self.tr("Seasons"))]

    def _tell(self, chart: "TimeChart", place: int) -> None:
        """Say the value pointed at with how whole it is; the chart itself knows numbers only."""
        told = self._words[chart.objectName()]
        if place < len(told):
            words = said_of(*told[place])
            chart.reading.setText("")
            chart.setAccessibleDescription(words)
            self.told.setText(words)

    # -- put together

    def _lay_out(self) -> None:
        self._words: dict[str, list[tuple[str, str]]] = {}
        for view in self.views:
            self.view.addItem(translate("Weather", view.words), view.name)
        for measure, words, _unit in MEASURES:
            self.measure.addItem(translate("Weather", words), measure)
        for rain, words in RAINS:
            self.rain.addItem(translate("Weather", words), rain)
        self.view.setAccessibleName(self.tr("What is shown"))
        self.measure.setAccessibleName(self.tr("Measure"))
        self.rain.setAccessibleName(self.tr("Whose rain"))
        self.table.setMaximumHeight((SEASON_ROWS + 1) * (self.fontMetrics().height() + 14))
        self.table.hide()
        self._room = tight(QVBoxLayout(), GAP)
        column = tight(QVBoxLayout(self), GAP)
        column.addLayout(self._head())
        column.addWidget(self.told)
        column.addLayout(self._room, 1)
        column.addWidget(self.remark)
        column.addWidget(self.table)

    def _head(self) -> QHBoxLayout:
        before, after = action_button(self._earlier, words=False), action_button(self._later, words=False)
        self._turning = (before, self.period, after)
        row = tight(QHBoxLayout(), GAP)
        for widget in (self.view, self.measure, self.rain):
            row.addWidget(widget)
        row.addStretch(1)
        for one in self._turning:
            row.addWidget(one)
        return row
