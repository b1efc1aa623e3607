"""The sensors of the farm on one screen: a card each, and the one that is chosen over time."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from fofal_desktop.api.errors import Unseen
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.gate import message_of
from fofal_desktop.models.on_paper import rows_of
from fofal_desktop.models.sensor_days import days_of
from fofal_desktop.models.sensors import (
    PERIODS,
    REJECTED,
    SENSORS,
    USUAL,
    by_gravity,
    curve_of,
    decimals_of,
    levels_of,
    read_cards,
    read_series,
    translate,
)
from fofal_desktop.mosaic import Mosaic
from fofal_desktop.parts import GAP, button, chooser, label, named, tight
from fofal_desktop.tables.blank import Blank
from fofal_desktop.views import hand_made
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.sensor_card import WIDTH, SensorTile
from fofal_desktop.views.printing import print_button
from fofal_desktop.views.reading import ReadingPage
from fofal_server.contract.sensors import SensorCard, SensorCards, Series
from fofal_server.contract.shown import ShownPage

if TYPE_CHECKING:
    from fofal_desktop.charts.time_chart import TimeChart

NAME, SYMBOL = hand_made.SENSORS.name, hand_made.SENSORS.symbol
EVERY_MS = 60_000


class SensorsPage(ReadingPage):
    """Read again every minute while it is in sight, and whenever sensors change."""

    def __init__(self, context: EditorContext, parent: QWidget) -> None:
        super().__init__(NAME, SYMBOL, context, parent)
        self.setWindowTitle(self.tr("Sensors at a glance"))
        self.cards: SensorCards | None = None
        self.chosen: SensorCard | None = None
        self.series: Series | None = None
        self.tiles: list[SensorTile] = []
        self.chart: TimeChart | None = None
        self.period = chooser("period")
        self.heading = label("", "sectionTitle")
        self.open, self.first = button(self.tr("Open"), "openSensor"), button(self.tr("New sensor"), "new", "primary")
        self.blank = Blank([self.first])
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        self.read(lambda: read_cards(self.client), self.show_cards)

    def show_cards(self, cards: SensorCards) -> None:
        self.cards = cards
        self.problem.say("")
        ordered = by_gravity(cards.items)
        self._hold(len(ordered))
        for tile, card in zip(self.tiles, ordered, strict=True):
            tile.show_card(card, cards.at)
        self.count.setText(self._counted(cards))
        self._split.setVisible(bool(ordered))
        self.blank.setVisible(not ordered)
        self._say_blank()
        if ordered:
            known = {card.id: card for card in ordered}
            self.choose(known.get(self.chosen.id, ordered[0]) if self.chosen else ordered[0])

    def choose(self, card: SensorCard) -> None:
        """Show one over time."""
        if self.chosen is None or self.chosen.id != card.id:
            self.series = None
        self.chosen = card
        for tile in self.tiles:
            tile.choose(chosen=tile.card is not None and tile.card.id == card.id)
        self.heading.setText(f"{card.code} · {card.name} · {card.kind_label}")
        self.draw()

    def draw(self) -> None:
        """Ask for the chosen one over the period that is chosen."""
        if self.chosen is None or self.cards is None:
            return
        card, period = self.chosen, PERIODS[self.period.currentIndex()]
        self.read(
            lambda: read_series(self.client, str(card.id), period), self._if_still(card), self._fail, part="series"
        )

    def _fail(self, error: Exception) -> None:
        """Where nothing of this one is kept, what was drawn of another must not stand for it."""
        if isinstance(error, Unseen):
            self.series = None
            self.tell_age("series", None)
            self._chart().say(message_of(error))
        else:
            self.on_failure(error)

    def show_series(self, card: SensorCard, series: Series) -> None:
        self.series, chart = series, self._chart()
        if not series.at:
            chart.say(self.tr("No reading in this period."))
            return
        chart.show_curves(
            [curve_of(series, card.code)],
            levels_of(series.bounds),
            since=series.since,
            until=series.until,
            unit=series.unit,
            decimals=decimals_of(series.unit),
        )

    # -- on paper

    def on_paper(self) -> ShownPage | None:
        """All cards, then the chosen one day by day over its period."""
        if not self.was_read:
            return None
        heads = [
            self.tr("Code"),
            self.tr("Sensor"),
            self.tr("Value"),
            self.tr("State"),
            self.tr("Battery"),
            self.tr("Signal"),
        ]
        tables = [rows_of("", heads, [tile.told for tile in self.tiles], right=(2, 4, 5))]
        if self.series is not None and self.series.at:
            title = f"{self.heading.text()} — {self.period.currentText()}"
            tables.append(rows_of(title, *days_of(self.series), right=(1, 2, 3)))
        return ShownPage(title=self.title, facts=[], tables=tables)

    # -- the pieces

    def _if_still(self, card: SensorCard) -> Callable[[Series], None]:
        """What came for a sensor that is not chosen any more is not shown."""

        def done(series: Series) -> None:
            if self.chosen is not None and self.chosen.id == card.id:
                self.show_series(card, series)

        return done

    def _chart(self) -> "TimeChart":
        """Made when it is first needed, for what draws takes its time to load."""
        if self.chart is None:
            from fofal_desktop.charts.time_chart import TimeChart

            self.chart = TimeChart("sensorChart")
            self._below.addWidget(self.chart, 1)
        return self.chart

    def _hold(self, count: int) -> None:
        """As many tiles as there are cards; those that are there stay, and with them the focus."""
        while len(self.tiles) < count:
            tile = SensorTile()
            tile.chosen.connect(self.choose)
            tile.opened.connect(self._open)
            tile.left.connect(self._go_on)
            self._flow.addWidget(tile)
            self.tiles.append(tile)
        while len(self.tiles) > count:
            tile = self.tiles.pop()
            self._flow.removeWidget(tile)
            tile.hide()
            tile.deleteLater()

    def _go_on(self, steps: int) -> None:
        focused = next((place for place, tile in enumerate(self.tiles) if tile.hasFocus()), 0)
        target = self.tiles[max(0, min(focused + steps, len(self.tiles) - 1))]
        target.setFocus()
        self._scroll.ensureWidgetVisible(target)

    def _counted(self, cards: SensorCards) -> str:
        if cards.total > len(cards.items):
            return self.tr("{0} of {1}").format(len(cards.items), cards.total)
        return self.tr("%n sensor(s)", "", cards.total)

    def _say_blank(self) -> None:
        may = "create" in self.metas[SENSORS].can
        words = self.tr("Add a sensor, give it the service account of its device, and its readings appear here.")
        self.blank.say(SYMBOL, self.tr("No sensor yet"), words if may else "", [self.first] if may else [])

    def _open(self, card: SensorCard) -> None:
        self.wanted.emit(Place("record", SENSORS, str(card.id)))

    @property
    def has_shown(self) -> bool:
        return self.cards is not None

    # -- put together

    def _connect(self) -> None:
        self.period.currentIndexChanged.connect(lambda _index: self.draw())
        self.open.clicked.connect(lambda: self._open(self.chosen) if self.chosen else None)
        self.first.clicked.connect(lambda: self.wanted.emit(Place("new", SENSORS)))
        self.follow({SENSORS, REJECTED}, EVERY_MS)

    def _lay_out(self) -> None:
        for one in PERIODS:
            self.period.addItem(translate("Sensors", one.words))
        self.period.setCurrentIndex(USUAL)
        self.period.setAccessibleName(self.tr("Period"))
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.addWidget(self._over())
        self._split.addWidget(self._under())
        self._split.setChildrenCollapsible(False)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([290, 400])
        column = self.column(self.head([self.count], [print_button(self, self.client, self.on_paper)]))
        column.addWidget(self._split, 1)
        column.addWidget(self.blank, 1)
        self._split.hide()
        self.blank.hide()

    def _over(self) -> QScrollArea:
        inside = QWidget()
        self._flow = Mosaic(GAP + 2, lambda: WIDTH)
        inside.setLayout(self._flow)
        self._scroll = named(QScrollArea(), "cards")
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return self._scroll

    def _under(self) -> QWidget:
        frame = QWidget()
        self._below = tight(QVBoxLayout(frame), GAP)
        row = tight(QHBoxLayout(), GAP)
        row.addWidget(self.heading)
        row.addStretch(1)
        row.addWidget(self.period)
        row.addWidget(self.open)
        self._below.addLayout(row)
        return frame
