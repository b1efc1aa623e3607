"""What stands in place of an empty table: why it is empty and what one can do about it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fofal_desktop.parts import GAP, label, picture, tight
from fofal_desktop.theme.icons import icon


class Blank(QWidget):
    """An icon, a title, a sentence and buttons; buttons are given once and shown when wanted."""

    def __init__(self, buttons: list[QPushButton]) -> None:
        super().__init__()
        self.setObjectName("blank")
        self.symbol: QLabel = picture("mdi6.tray", "edge", 56)
        self.title = label("", "emptyTitle", wrap=True)
        self.words = label("", "muted", wrap=True)
        self.buttons = buttons
        row = tight(QHBoxLayout(), GAP)
        row.addStretch(1)
        for one in buttons:
            row.addWidget(one)
            one.hide()  # all of them at once would want more room than any page has
        row.addStretch(1)
        column = tight(QVBoxLayout(self), GAP, 3 * GAP)
        column.addStretch(2)
        column.addWidget(self.symbol, 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (self.title, self.words):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        column.addLayout(row)
        column.addStretch(3)

    def say(self, symbol: str, title: str, words: str, shown: list[QPushButton]) -> None:
        self.symbol.setPixmap(icon(symbol, "edge").pixmap(56, 56))
        self.title.setText(title)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        for one in self.buttons:
            one.setVisible(one in shown)
