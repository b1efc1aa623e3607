"""What I am told of alerts and when: letters or none, at once or once a day, and hours in which none come."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.api.request import Answer, Request
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.gate import ask, message_of
from fofal_desktop.parts import GAP, label, named, tight

HOURS, HOUR, QUARTER = 24, 60, 15
QUIET = {"quiet_from": 21, "quiet_until": 6}
"""Hours that are offered to who has chosen none."""
_MINE = "/notifications/mine"


class OwnWishes(Dialog):
    """Read when it opens, stored whole by Apply; nobody else sees or changes it."""

    def __init__(self, client: Client, parent: QWidget) -> None:
        super().__init__(parent, "ownWishes", "", width=520)
        self._client = client
        self.setWindowTitle(self.tr("What I am told"))
        self.title.setText(self.windowTitle())
        self.mailed = named(QCheckBox(self.tr("Write letters to me about alerts")), "wishMailed")
        self.mailed_from, self.shown_from = self._gravity("wishMailedFrom"), self._gravity("wishShownFrom")
        self.daily = named(QCheckBox(self.tr("All of a day in one letter, at")), "wishDaily")
        self.daily_hour = self._hours("wishDailyHour")
        self.quiet = named(QCheckBox(self.tr("No letter from")), "wishQuiet")
        self.quiet_from, self.quiet_until = self._quarters("wishQuietFrom"), self._quarters("wishQuietUntil")
        self.urgent = named(QCheckBox(self.tr("What has to be seen to now comes at once all the same")), "wishUrgent")
        self._lay_out()
        for box in (self.mailed, self.daily, self.quiet):
            box.toggled.connect(self._follow)
        self.add_button(self.tr("Cancel"), "cancel").clicked.connect(self.reject)
        self.add_button(self.tr("Apply"), "apply", "primary").clicked.connect(self._apply)
        self._load()

    def _gravity(self, name: str) -> QComboBox:
        box = named(QComboBox(), name)
        for value, words in (
            ("info", self.tr("All of them")),
            ("warning", self.tr("What has to be seen to today")),
            ("critical", self.tr("Only what has to be seen to now")),
        ):
            box.addItem(words, value)
        return box

    def _hours(self, name: str) -> QComboBox:
        box = named(QComboBox(), name)
        for hour in range(HOURS):
            box.addItem(self.tr("{0}:00").format(f"{hour:02}"), hour)
        return box

    def _quarters(self, name: str) -> QComboBox:
        """Minutes of the day."""
        box = named(QComboBox(), name)
        for minute in range(0, HOURS * HOUR, QUARTER):
            box.addItem(self.tr("{0}:{1}").format(f"{minute // HOUR:02}", f"{minute % HOUR:02}"), minute)
        return box

    # -- asked and sent

    def _load(self) -> None:
        self.wait(True)
        ask(self, lambda: self._client.send(Request("GET", _MINE)), self._show, self._fail, lambda: self.wait(False))

    def _show(self, answer: Answer) -> None:
        mine: dict[str, Any] = answer.json()
        for name in ("mailed", "daily", "urgent"):
            getattr(self, name).setChecked(mine[name])
        self.quiet.setChecked(mine["quiet_from"] is not None)
        chosen = {name: mine[name] for name in ("mailed_from", "shown_from", "daily_hour")}
        for name, usual in QUIET.items():
            chosen[name] = HOUR * usual if mine[name] is None else HOUR * mine[name] + mine[f"{name}_minute"]
        for name, value in chosen.items():
            box = getattr(self, name)
            box.setCurrentIndex(box.findData(value))
        self._follow()

    def _apply(self) -> None:
        said = {name: getattr(self, name).isChecked() for name in ("mailed", "daily", "urgent")}
        said |= {name: getattr(self, name).currentData() for name in ("mailed_from", "shown_from", "daily_hour")}
        for name in QUIET:
            hour, minute = divmod(getattr(self, name).currentData(), HOUR)
            said |= {name: hour if self.quiet.isChecked() else None, f"{name}_minute": minute}
        self.wait(True)
        request = Request("PATCH", _MINE, body=said)
        ask(
            self,
            lambda: self._client.send(request),
            lambda _answer: self.accept(),
            self._fail,
            lambda: self.wait(False),
        )

    def _fail(self, error: Exception) -> None:
        self.problem.say(message_of(error))

    def _follow(self) -> None:
        """What does not count now rests."""
        mailed = self.mailed.isChecked()
        for part in (self.mailed_from, self.daily, self.quiet, self.urgent):
            part.setEnabled(mailed)
        self.daily_hour.setEnabled(mailed and self.daily.isChecked())
        for part in (self.quiet_from, self.quiet_until):
            part.setEnabled(mailed and self.quiet.isChecked())

    # -- put together

    def _lay_out(self) -> None:
        rows = tight(QFormLayout(), GAP + 2)
        rows.addRow(self.tr("Notices on this screen"), self.shown_from)
        rows.addRow(self.mailed)
        rows.addRow(self.tr("Letters about"), self.mailed_from)
        rows.addRow(self._row(self.daily, self.daily_hour))
        rows.addRow(self._row(self.quiet, self.quiet_from, label(self.tr("until")), self.quiet_until))
        rows.addRow(self.urgent)
        self.body.addLayout(rows)
        words = self.tr("Hours are the company's. What has waited comes in one letter, as it stands by then.")
        self.body.addWidget(label(words, "hint", wrap=True))
        names = {
            self.daily_hour: self.tr("Hour of the daily letter"),
            self.quiet_from: self.tr("Beginning of the quiet hours"),
            self.quiet_until: self.tr("End of the quiet hours"),
        }
        for box, name in names.items():
            box.setAccessibleName(name)

    @staticmethod
    def _row(*parts: QWidget) -> QHBoxLayout:
        row = tight(QHBoxLayout(), GAP)
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        return row
