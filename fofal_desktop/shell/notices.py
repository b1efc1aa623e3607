"""Notices above the workspace: what matters stays until somebody closes it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fofal_desktop.notices import Notice
from fofal_desktop.parts import GAP, button, icon_button, label, mark, picture, tight

BRIEF_MS, OFFER_MS, MOST = 6_000, 20_000, 4
_SYMBOLS = {
    "info": ("mdi6.check-circle-outline", "success"),
    "warning": ("mdi6.alert-outline", "warning"),
    "danger": ("mdi6.alert-circle-outline", "danger"),
}


class NoticeBar(QWidget):
    """Newest on top; at most a few, the oldest brief one makes room first."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notices")
        self._column = tight(QVBoxLayout(self), 4)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        if self._repeats(notice):
            return
        strip = NoticeStrip(notice)
        strip.gone.connect(lambda: self.setVisible(bool(self._strips())))
        self._column.insertWidget(0, strip)
        self._make_room()
        self.show()

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
    """One notice; ``stays`` tells whether only a person may close it, ``gone`` that it was closed."""

    gone = Signal()

    def __init__(self, notice: Notice) -> None:
        super().__init__()
        self.notice = notice
        self.stays = notice.lasting or notice.tone != "info"
        self.setObjectName("notice")
        mark(self, "notice", notice.tone)
        row = tight(QHBoxLayout(self), GAP, GAP)
        row.addWidget(picture(*_SYMBOLS[notice.tone]), 0, Qt.AlignmentFlag.AlignVCenter)
        words = label(notice.words, "noticeText", wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(words, 1)
        if notice.deed is not None:
            offer = button(notice.offer, "noticeOffer")
            offer.clicked.connect(self._take)
            row.addWidget(offer)
        row.addWidget(icon_button("mdi6.close", self.tr("Close the notice"), "noticeClose", self.dismiss))
        if not self.stays:
            QTimer.singleShot(OFFER_MS if notice.deed else BRIEF_MS, self, self.dismiss)

    def _take(self) -> None:
        if self.notice.deed is not None:
            self.notice.deed()
        self.dismiss()

    def dismiss(self) -> None:
        parent = self.parentWidget()
        layout = parent.layout() if parent is not None else None
        if layout is not None:
            layout.removeWidget(self)
        self.hide()
        self.gone.emit()
        self.deleteLater()
