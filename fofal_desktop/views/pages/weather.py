"""The weather of a site on one screen: now, its dangers, seven days, and the years behind it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fofal_desktop.commands import Command, bind
from fofal_desktop.dialogs.conditions import Condition
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.fields.formats import tip_of
from fofal_desktop.flow import FlowLayout
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.models.on_paper import rows_of
from fofal_desktop.models.rain_book import RAIN
from fofal_desktop.models.sites import SITES, Site, read_sites
from fofal_desktop.models.weather import (
    DAY_HEADS,
    PARAMETERS,
    STATIONS,
    advice_tone,
    day_cells,
    flag_words,
    flags_of,
    read_flags,
    read_outlook,
    source_words,
    translate,
)
from fofal_desktop.parts import BESIDE, GAP, action_button, button, chooser, clear, label, named, tight
from fofal_desktop.tables.blank import Blank
from fofal_desktop.theme.icons import icon
from fofal_desktop.views import hand_made
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.rain_book import NAME as RAIN_BOOK
from fofal_desktop.views.pages.weather_charts import WeatherCharts
from fofal_desktop.views.pages.weather_now import DayCard, NowCard, RiskCard
from fofal_desktop.views.printing import print_button
from fofal_desktop.views.reading import ReadingPage
from fofal_server.contract.kinds import Operator
from fofal_server.contract.shown import ShownPage
from fofal_server.contract.weather import ForecastFlag, Outlook

NAME, SYMBOL = hand_made.WEATHER.name, hand_made.WEATHER.symbol
GROUP = "weather"
"""The category of the parameters that judge the weather and its water."""
EVERY_MS = 600_000
"""The server asks its provider once an hour."""
MOST_FLAGS = 6
THRESHOLDS = Command("thresholds", QT_TRANSLATE_NOOP("Command", "Thresholds"), "", "mdi6.tune-variant")
BOOK = Command("rain-book", QT_TRANSLATE_NOOP("Command", "Rain book"), "", "mdi6.book-edit-outline")


class WeatherPage(ReadingPage):
    """Read again every ten minutes while it is in sight, and whenever stations, sites or the rain book change."""

    def __init__(self, context: EditorContext, parent: QWidget) -> None:
        super().__init__(NAME, SYMBOL, context, parent)
        self.setWindowTitle(self.tr("Weather of the sites"))
        self.outlook: Outlook | None = None
        self.sites: list[Site] = []
        self.site = chooser("site")
        self.now, self.risk = NowCard(), RiskCard()
        self.charts = WeatherCharts(context, partial(self.read, part="charts"))
        self.source = label("", "muted", wrap=True)
        self.place_it = button(
            self.tr("Give the site its place"), "placeSite", "primary", "mdi6.map-marker-plus-outline"
        )
        self.first = button(self.tr("New site"), "newSite", "primary")
        self.blank = Blank([self.first])
        self._lay_out()
        self._connect()
        self.refresh()

    @property
    def chosen(self) -> Site | None:
        return self.sites[self.site.currentIndex()] if self.sites else None

    # -- reading

    def refresh(self) -> None:
        self.read(lambda: read_sites(self.client, self.metas), self.show_sites)

    def show_sites(self, sites: Sequence[Site]) -> None:
        """Offer them, with the one that was chosen before."""
        before = self.chosen.id if self.chosen else ""
        self.sites = list(sites)
        self.site.blockSignals(True)
        self.site.clear()
        for one in self.sites:
            self.site.addItem(one.name, one.id)
        self.site.setCurrentIndex(max(0, self.site.findData(before)) if self.sites else -1)
        self.site.blockSignals(False)
        self.site.setToolTip(tip_of(self.site.currentText()))
        self.site.setVisible(bool(self.sites))
        self._body.setVisible(bool(self.sites))
        self.blank.setVisible(not self.sites)
        self._say_blank()
        self.read_site()

    def read_site(self) -> None:
        """The outlook of the chosen site, what it means for planned work, and the charts."""
        site = self.chosen
        if site is None:
            return
        self.read(lambda: read_outlook(self.client, site.id), self.show_outlook, part="outlook")
        self.read(lambda: read_flags(self.client, self.metas), self.show_flags, part="flags")
        self.charts.show_site(site.id)

    def show_outlook(self, outlook: Outlook) -> None:
        if self.chosen is None or str(outlook.state.site_id) != self.chosen.id:
            return
        self.outlook = outlook
        now = self.client.clock.now()
        self.problem.say(outlook.state.problem or "", "warning")
        self.place_it.setVisible(not outlook.state.placed and SITES in self.metas)
        self.source.setText(source_words(outlook.state, now))
        self.now.show_hour(outlook.now, now)
        self.risk.show_risk(outlook.risk)
        clear(self._days)
        for day in outlook.days:
            self._days.addWidget(DayCard(day), 1)

    def show_flags(self, flags: Sequence[ForecastFlag]) -> None:
        """Work to be thought over, the gravest first; each leads to its record."""
        clear(self._flags)
        for flag in flags_of(flags, MOST_FLAGS):
            lead = button(flag_words(flag), "flag", "link")
            lead.setProperty("tone", advice_tone(flag.advice))
            lead.setIcon(icon("mdi6.calendar-alert", advice_tone(flag.advice) or "brand"))
            lead.setIconSize(BESIDE)
            place = Place("record", flag.resource, str(flag.record_id))
            lead.clicked.connect(lambda _checked=False, place=place: self.wanted.emit(place))
            self._flags.addWidget(lead)

    # -- what is told beside

    def _say_blank(self) -> None:
        may = SITES in self.metas and "create" in self.metas[SITES].can
        words = self.tr("Add a site with its latitude and longitude: its weather is asked for within the hour.")
        self.blank.say(SYMBOL, self.tr("No site yet"), words if may else "", [self.first] if may else [])

    @property
    def has_shown(self) -> bool:
        """The weather of another site is none of this one."""
        site, shown = self.chosen, self.outlook
        return site is not None and shown is not None and str(shown.state.site_id) == site.id

    def _open_site(self) -> None:
        if self.chosen is not None:
            self.wanted.emit(Place("record", SITES, self.chosen.id))

    # -- on paper

    def on_paper(self) -> ShownPage | None:
        """What the cards say of now, the days to come, and what the chart shows, place by place."""
        outlook = self.outlook
        if outlook is None or not self.has_shown:
            return None
        facts = [(card.title.text(), card.told) for card in (self.now, self.risk)]
        if self.source.text():
            facts.append((self.tr("Source"), self.source.text()))
        heads, title = [translate("Weather", head) for head in DAY_HEADS], self.tr("The days to come")
        tables = [rows_of(title, heads, map(day_cells, outlook.days), right=(2, 3, 4))] if outlook.days else []
        if not outlook.days:
            facts.append((title, translate("Weather", "No data")))
        return ShownPage(
            title=f"{self.title} — {self.site.currentText()}", facts=facts, tables=[*tables, *self.charts.on_paper()]
        )

    # -- put together

    def _connect(self) -> None:
        self.site.currentIndexChanged.connect(lambda _place: self.read_site())
        self.charts.failed.connect(self.on_failure)
        self.place_it.clicked.connect(self._open_site)
        self.first.clicked.connect(lambda: self.wanted.emit(Place("new", SITES)))
        self.follow({STATIONS, RAIN, SITES, PARAMETERS}, EVERY_MS)

    def _lay_out(self) -> None:
        self.site.setAccessibleName(self.tr("Site"))
        self.place_it.hide()
        self._days, self._flags = tight(QHBoxLayout(), GAP), FlowLayout(GAP)
        self._body = named(QScrollArea(), "weatherBody")
        self._body.setWidgetResizable(True)
        self._body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body.setFrameShape(QFrame.Shape.NoFrame)
        self._body.setWidget(self._inside())
        column = self.column(self._head())
        column.addWidget(self._body, 1)
        column.addWidget(self.source)
        column.addWidget(self.blank, 1)
        self._body.hide()
        self.blank.hide()

    def _inside(self) -> QWidget:
        inside, flags = QWidget(), QWidget()
        flags.setLayout(self._flags)
        above = tight(QHBoxLayout(), GAP)
        above.addWidget(self.now, 1)
        above.addWidget(self.risk, 1)
        column = tight(QVBoxLayout(inside), GAP + 2)
        column.addLayout(above)
        column.addLayout(self._days)
        column.addWidget(flags)
        column.addWidget(self.charts, 1)
        return inside

    def _head(self) -> QHBoxLayout:
        limits = Condition("category", Operator.EQ, GROUP, self.metas[STATIONS].domain_label)
        thresholds = Place("list", PARAMETERS, conditions=(limits,))
        leads = ((THRESHOLDS, thresholds, PARAMETERS), (BOOK, Place("page", RAIN_BOOK), RAIN))
        may = [(command, place) for command, place, beside in leads if beside in self.metas]
        deeds = [action_button(bind(self, command, partial(self.wanted.emit, place))) for command, place in may]
        printing = print_button(self, self.client, self.on_paper)
        return self.head([self.site, self.place_it], [*deeds, printing])
