"""The last notices in one list, for whoever was away when they were shown; what they offered can still be done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.parts import label, named
from fofal_desktop.shell.notices import SYMBOLS, Told
from fofal_desktop.theme.icons import icon

_TOLD = Qt.ItemDataRole.UserRole


class NoticeList(Dialog):
    """Newest first; Enter does what the marked one offers first."""

    def __init__(self, told: Sequence[Told], parent: QWidget) -> None:
        super().__init__(parent, "noticeList", "", width=640)
        self.setWindowTitle(self.tr("Last notices"))
        self.title.setText(self.windowTitle())
        self.list = named(QListWidget(), "noticesKept")
        self.list.setAccessibleName(self.windowTitle())
        self.list.setMinimumHeight(260)
        self.list.setWordWrap(True)
        self.list.ensurePolished()  # rows are measured when they are added
        for one in told:
            item = QListWidgetItem(icon(*SYMBOLS[one.notice.tone]), f"{one.at}   {one.notice.words}", self.list)
            item.setData(_TOLD, one)
        self.body.addWidget(self.list, 1)
        self.list.setVisible(bool(told))
        if not told:
            self.body.addWidget(label(self.tr("Nothing was told yet."), "muted"))
        self.offers = [self._offer(0, "noticeFirst"), self._offer(1, "noticeSecond")]
        self.add_button(self.tr("Close"), "close").clicked.connect(self.reject)
        self.list.currentItemChanged.connect(lambda *_items: self._show_offers())
        self.list.itemActivated.connect(lambda _item: self._do(0))
        self.list.setCurrentRow(0)
        self._show_offers()
        self.list.setFocus()

    def _offer(self, place: int, name: str) -> QPushButton:
        made = self.add_button("", name)  # none is the default one: Enter in the list would do it twice
        made.clicked.connect(lambda: self._do(place))
        return made

    def _marked(self) -> Told | None:
        item = self.list.currentItem()
        told: Told | None = item.data(_TOLD) if item is not None else None
        return told

    def _show_offers(self) -> None:
        told = self._marked()
        deeds = told.notice.deeds if told is not None else []
        for place, offer in enumerate(self.offers):
            offer.setVisible(place < len(deeds))
            offer.setText(deeds[place][0] if place < len(deeds) else "")

    def _do(self, place: int) -> None:
        told = self._marked()
        if told is not None and place < len(told.notice.deeds):
            told.notice.deeds[place][1]()
