"""A secret that the server drew, shown this one time to whoever hands it on."""

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QWidget

from fofal_desktop.clipboard import copy_secret
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.parts import label


class ShownOnce(Dialog):
    """``words`` say what becomes of it; what is copied leaves the clipboard by itself."""

    def __init__(self, parent: QWidget, name: str, title: str, words: str, secret: str) -> None:
        super().__init__(parent, name, title, width=480)
        self.body.addWidget(label(words, "muted", wrap=True))
        self.secret = label(secret, "secretText")
        self.secret.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.secret.setTextInteractionFlags(self.problem.words.textInteractionFlags())
        self.body.addWidget(self.secret)
        copy = self.add_button(self.tr("Copy"), "copySecret", "", "mdi6.content-copy")
        copy.clicked.connect(lambda: copy_secret(secret))
        self.add_button(self.tr("Close"), "close", "primary").clicked.connect(self.accept)
