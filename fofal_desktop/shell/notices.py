"""Notices above the workspace: what matters stays until somebody closes it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fofal_desktop.api.clock import ServerClock
from fofal_desktop.notices import Notice
from fofal_desktop.parts import GAP, button, icon_button, label, mark, picture, tight

BRIEF_MS, OFFER_MS, MOST = 6_000, 20_000, 4
MOST_KEPT = 100
SYMBOLS = {
    "info": ("mdi6.check-circle-outline", "success"),
    "warning": ("mdi6.alert-outline", "warning"),
    "danger": ("mdi6.alert-circle-outline", "danger"),
}


@dataclass
class Told:
    """A notice that was shown, when, and whether somebody has dealt with it."""

    notice: Notice
    at: str
    read: bool = False


class NoticeBar(QWidget):
    """Newest on top; at most a few, the oldest brief one makes room first.

    ``told`` keeps the last of them for whoever was away, newest first; ``unread`` says how many of those that matter or
    offer something nobody has looked at.
    """

    unread = Signal(int)

    def __init__(self, clock: ServerClock) -> None:
        super().__init__()
        self._clock = clock
        self.told: list[Told] = []
        self.setObjectName("notices")
        self._column = tight(QVBoxLayout(self), 4)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        if self._repeats(notice):
            return
        strip, told = NoticeStrip(notice), self._told(notice)
        strip.gone.connect(lambda: self.setVisible(bool(self._strips())))
        strip.answered.connect(lambda: self._read(told))
        self._count()
        self._column.insertWidget(0, strip)
        self._make_room()
        self.show()

    def read_all(self) -> None:
        """Somebody has looked at all of them."""
        for told in self.told:
            told.read = True
        self._count()

    def _told(self, notice: Notice) -> Told:
        """The notice in the list of the last; one that is shown again in another window stands there already."""
        known = next((one for one in self.told if one.notice is notice), None)
        if known is None:
            known = Told(notice, self._clock.time_of_day())
            self.told = [known, *self.told][:MOST_KEPT]
        return known

    def _read(self, told: Told) -> None:
        told.read = True
        self._count()

    def _count(self) -> None:
        worth = (one for one in self.told if one.notice.matters or one.notice.deeds)
        self.unread.emit(sum(not one.read for one in worth))

    def shown(self) -> list[str]:
        """The words on show, newest first."""
        return [strip.notice.words for strip in self._strips()]

    def notices(self) -> list[Notice]:
        """What is on show, newest first."""
        return [strip.notice for strip in self._strips()]

    def withdraw(self, about: str) -> None:
        """Take back what was said about something that is over."""
        for strip in self._strips():
            if strip.notice.about == about:
                strip.dismiss()

    def clear(self) -> None:
        """Forget all of them: they were for somebody who is leaving."""
        self.told = []
        self._count()
        for strip in self._strips():
            strip.dismiss()

    def _repeats(self, notice: Notice) -> bool:
        return notice.deed is None and notice.words in self.shown()

    def _strips(self) -> list["NoticeStrip"]:
        items = (self._column.itemAt(place) for place in range(self._column.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, NoticeStrip)]

    def _make_room(self) -> None:
        strips = self._strips()
        brief = [strip for strip in strips if not strip.stays]
        for strip in reversed(brief[: len(strips)]) if len(strips) > MOST else ():
            strip.dismiss()
            if len(self._strips()) <= MOST:
                return


class NoticeStrip(QFrame):
    """One notice; ``stays``: only a person may close it. ``gone``: it went; ``answered``: by a person's hand."""

    gone = Signal()
    answered = Signal()

    def __init__(self, notice: Notice) -> None:
        super().__init__()
        self.notice = notice
        self.stays = notice.matters
        self.setObjectName("notice")
        mark(self, "notice", notice.tone)
        row = tight(QHBoxLayout(self), GAP, GAP)
        row.addWidget(picture(*SYMBOLS[notice.tone]), 0, Qt.AlignmentFlag.AlignVCenter)
        words = label(notice.words, "noticeText", wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(words, 1)
        for name, (offer, deed) in zip(("noticeOffer", "noticeOther"), notice.deeds, strict=False):
            made = button(offer, name)
            made.clicked.connect(partial(self._take, deed))
            row.addWidget(made)
        row.addWidget(icon_button("mdi6.close", self.tr("Close the notice"), "noticeClose", self._close))
        if not self.stays:
            QTimer.singleShot(OFFER_MS if notice.deed else BRIEF_MS, self, self.dismiss)

    def _take(self, deed: Callable[[], Any]) -> None:
        deed()
        self._close()

    def _close(self) -> None:
        self.answered.emit()
        self.dismiss()

    def dismiss(self) -> None:
        parent = self.parentWidget()
        layout = parent.layout() if parent is not None else None
        if layout is not None:
            layout.removeWidget(self)
        self.hide()
        self.gone.emit()
        self.deleteLater()
