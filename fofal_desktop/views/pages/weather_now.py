"""The weather of the hour, its dangers, and the days to come, as cards."""

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from fofal_desktop.fields.formats import tip_of
from fofal_desktop.models.weather import (
    PERILS,
    advice_tone,
    advice_words,
    amount,
    counsels,
    danger_tone,
    danger_words,
    day_name,
    day_words,
    hour_figures,
    hour_words,
    risks,
    sky_symbol,
    sky_words,
    translate,
)
from fofal_desktop.parts import GAP, clear, label, mark, picture, tight
from fofal_desktop.theme.icons import icon
from fofal_server.contract.weather import DayTold, HourTold, RiskTold

SKY, SMALL_SKY = 44, 28
DAY_WIDTH = 118
_CHIPS = {"danger": "stopped", "warning": "active", "": "neutral"}


class Card(QFrame):
    """A box that can be read by a screen reader as a whole; it is not pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tile")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tell([QCoreApplication.translate("Weather", "no data")])

    def tell(self, parts: Iterable[str], title: str = "") -> None:
        """What it says below its title, for whoever does not see it and for paper."""
        self.told = ", ".join(filter(None, parts))
        words = ", ".join(filter(None, (title, self.told)))
        self.setAccessibleName(words)
        self.setToolTip(tip_of(words))


class NowCard(Card):
    """The newest hour that has begun; « no data » where there is none, never a usual value."""

    def __init__(self) -> None:
        super().__init__()
        self.sky, self.figure, self.words = (
            picture("mdi6.help-circle-outline", "muted", SKY),
            label("", "tileFigure"),
            label(),
        )
        self.title, self.origin = label(self.tr("Now"), "sectionTitle"), label("", "muted", wrap=True)
        self._figures = tight(QGridLayout(), 4)
        head = tight(QHBoxLayout(), 2 * GAP)
        head.addWidget(self.sky)
        names = tight(QVBoxLayout(), 0)
        names.addWidget(self.figure)
        names.addWidget(self.words)
        head.addLayout(names)
        head.setAlignment(names, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        head.addLayout(self._figures)
        column = tight(QVBoxLayout(self), GAP, 2 * GAP)
        column.addWidget(self.title)
        column.addLayout(head)
        column.addWidget(self.origin)
        column.addStretch(1)

    def show_hour(self, hour: HourTold | None, now: datetime) -> None:
        sky, figures = hour.sky if hour else None, hour_figures(hour) if hour else []
        self.sky.setPixmap(icon(sky_symbol(sky), "brand" if sky else "muted").pixmap(SKY, SKY))
        self.figure.setText(amount(hour.temperature_c, "°C", 1) if hour else translate("Weather", "No data"))
        self.words.setText(sky_words(sky) if hour else "")
        self.origin.setText(hour_words(hour, now))
        clear(self._figures)
        for row, (name, value) in enumerate(figures):
            self._figures.addWidget(label(name, "muted"), row, 0)
            self._figures.addWidget(label(value), row, 1, Qt.AlignmentFlag.AlignRight)
        told = [f"{name} {value}" for name, value in figures]
        told = [self.figure.text(), self.words.text(), *told] if hour else []
        self.tell([*told, self.origin.text()], self.title.text())


class RiskCard(Card):
    """The worst of rain, heat and wind large, each of them below, and what to do."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label(self.tr("Risk, now and in three days"), "sectionTitle")
        self.overall, self.counsel = label("", "tileFigure"), label("", "muted", wrap=True)
        self._perils = tight(QHBoxLayout(), GAP)
        column = tight(QVBoxLayout(self), GAP, 2 * GAP)
        column.addWidget(self.title)
        column.addWidget(self.overall)
        column.addLayout(self._perils)
        column.addWidget(self.counsel)
        column.addStretch(1)

    def show_risk(self, risk: RiskTold) -> None:
        self.overall.setText(danger_words(risk.overall))
        for widget in (self, self.title, self.overall):
            mark(widget, "tone", danger_tone(risk.overall))
        self.counsel.setText(counsels(risk))
        clear(self._perils)
        told = []
        for what, level, value in risks(risk):
            words = f"{translate('Weather', PERILS[what][0])} {value} · {danger_words(level)}"
            self._perils.addWidget(chip(words, danger_tone(level)))
            told += [words] if level else []
        self._perils.addStretch(1)
        self.tell([self.overall.text(), *told, self.counsel.text()])


class DayCard(Card):
    """One day of the forecast, and what it means for work outside."""

    def __init__(self, day: DayTold) -> None:
        super().__init__()
        self.day = day
        mark(self, "tone", advice_tone(day.advice))
        self.setMinimumWidth(DAY_WIDTH)
        column = tight(QVBoxLayout(self), 2, GAP)
        name, sky = (
            label(day_name(day.day), "tileName"),
            picture(sky_symbol(day.sky), "brand" if day.sky else "muted", SMALL_SKY),
        )
        heat = label(f"{amount(day.temperature_min_c, '°')} / {amount(day.temperature_max_c, '°')}")
        self.advice = chip(advice_words(day.advice), advice_tone(day.advice))
        for widget in (name, sky, heat, *self._wet(day)):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        self.advice.setWordWrap(True)
        self.advice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.advice)
        column.addStretch(1)
        kept = self.advice.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.advice.setSizePolicy(kept)
        self.advice.setVisible(day.advice is not None)
        self.tell([day_words(day)])

    def _wet(self, day: DayTold) -> tuple[QLabel, QLabel]:
        return label(amount(day.rain_mm, "mm", 1)), label(amount(day.wind_max_kmh, "km/h"), "muted")


def chip(words: str, tone: str) -> QLabel:
    """A state in its colour and its words."""
    made = label(words, "state")
    made.setProperty("tone", _CHIPS[tone])
    return made
