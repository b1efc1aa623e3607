"""What is seen of the file selected among those of a record: its picture or how it begins, and the facts of it."""

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from fofal_desktop.dialogs.file_preview import beginning, why_unseen
from fofal_desktop.fields.formats import NARROW, moment_text, number_text, tip_of
from fofal_desktop.glance import Glance
from fofal_desktop.parts import GAP, label, named, tight

Record = dict[str, Any]
ROOM, LEAST = QSize(258, 220), 80
"""What is seen takes at most, in device-independent pixels, and a third of the pane's height, but never less."""


def size_text(record: Record) -> str:
    return f"{number_text(max(1, int(record.get('size') or 0) // 1024))}{NARROW}ko"


class _Picture(QLabel):
    """``pressed``: somebody wants to see it large."""

    pressed = Signal()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.pressed.emit()


class AttachmentPreview(QWidget):
    """``enlarged``: what is seen is wanted large."""

    enlarged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name, self.facts = label("", "fileName", wrap=True), label("", "muted", wrap=True)
        self.picture, self.text = named(_Picture(), "filePicture"), beginning()
        self.remark = label("", "hint", wrap=True)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setCursor(Qt.CursorShape.PointingHandCursor)
        self.picture.setToolTip(tip_of(self.tr("Show it large (Space)")))
        column = tight(QVBoxLayout(self), GAP)
        for widget in (self.picture, self.text, self.name, self.facts, self.remark):
            column.addWidget(widget)
        self.picture.pressed.connect(self.enlarged)
        self.hide()

    @property
    def room(self) -> QSize:
        """In points of the screen: what a picture is made small to."""
        return QSize(ROOM.width(), self._height) * self.devicePixelRatioF()

    @property
    def _height(self) -> int:
        pane = self.parentWidget()
        return ROOM.height() if pane is None else max(LEAST, min(ROOM.height(), pane.height() // 3))

    def show_file(self, record: Record, remark: str = "") -> None:
        """Say which file it is, who added it and when; nothing is seen of it yet."""
        self.picture.hide()
        self.text.hide()
        self.name.setText(record["filename"])
        self.facts.setText(self.facts_of(record))
        self._say(remark)
        self.show()

    def show_glance(self, seen: Glance) -> None:
        if seen.picture is not None:
            self._show_picture(seen.picture)
            return
        self.text.setFixedHeight(self._height)
        self.text.setPlainText(seen.words)
        self.text.show()
        self._say(self.tr("The text goes on.") if seen.more else "")

    def refuse(self, error: Exception) -> None:
        self._say(why_unseen(error))

    def facts_of(self, record: Record) -> str:
        """Kind, size, when and by whom, as far as they are known."""
        facts = [f"{record['filename'].rpartition('.')[2].upper()} · {size_text(record)}"]
        if record.get("created_at"):
            moment, person = moment_text(str(record["created_at"])), record.get("created_by_label") or "—"
            facts.append(self.tr("Added {0} by {1}").format(moment, person))
        return "\n".join(facts)

    def _show_picture(self, picture: QImage) -> None:
        drawn = QPixmap.fromImage(picture)
        drawn.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(drawn)
        self.picture.setAccessibleName(self.name.text())
        self.picture.show()
        self._say("")

    def _say(self, words: str) -> None:
        self.remark.setText(words)
        self.remark.setVisible(bool(words))
