"""The company's logo: seen, put in the place of the one before, taken away."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout

from fofal_desktop.api.calls import Calls
from fofal_desktop.api.errors import ApiError
from fofal_desktop.api.keys import new_key
from fofal_desktop.api.request import Request
from fofal_desktop.dialogs.frame import Banner
from fofal_desktop.gate import ask, message_of
from fofal_desktop.notices import Notice
from fofal_desktop.parts import GAP, button, label, tight

DOOR = "/documents/logo"
SHOWN = (240, 96)
"""The most that the screen shows of it."""


class LogoCard(QFrame):
    """``told`` carries what became of a deed. What is chosen or dropped here is sent at once."""

    told = Signal(object)

    def __init__(self, client: Calls) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAcceptDrops(True)
        self._client = client
        self.picture, self.problem = label("", "logo"), Banner()
        self.words = label("", "muted", wrap=True)
        self.choose = button(self.tr("Choose a picture…"), "chooseLogo", "", "mdi6.image-outline")
        self.remove = button(self.tr("Take it away"), "removeLogo", "", "mdi6.trash-can-outline")
        self.choose.clicked.connect(self._browse)
        self.remove.clicked.connect(self._remove)
        self._lay_out()

    def show_for(self, *, may_change: bool) -> None:
        """Read it anew, for somebody who may only look or also change it."""
        self._may = may_change
        self.choose.setVisible(may_change)
        self.show()
        ask(self, lambda: self._client.send(Request("GET", DOOR)).content, self._show, self._not_shown)

    def bring(self, source: Path) -> None:
        """Put this picture in the place of the one before."""
        request = Request("POST", DOOR, upload=source, key=new_key())
        self._send(request, self.tr("The papers bear this logo from now on."))

    # -- inside

    def _send(self, request: Request, words: str) -> None:
        def done(_answer: object) -> None:
            self.told.emit(Notice(words))
            self.show_for(may_change=self._may)

        self.problem.say("")
        ask(self, lambda: self._client.send(request), done, lambda error: self.problem.say(message_of(error)))

    def _show(self, content: bytes) -> None:
        found = QPixmap()
        found.loadFromData(content)
        ratio = self.devicePixelRatioF()
        width, height = (round(one * ratio) for one in SHOWN)
        kept, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        drawn = found.scaled(width, height, kept, smooth)
        drawn.setDevicePixelRatio(ratio)
        self.picture.setPixmap(drawn)
        self._say(there=True)

    def _not_shown(self, error: Exception) -> None:
        if isinstance(error, ApiError) and error.status == 404:
            self._say(there=False)
        else:
            self.problem.say(message_of(error))

    def _say(self, *, there: bool) -> None:
        self.picture.setVisible(there)
        self.remove.setVisible(there and self._may)
        words = self.tr("It stands at the head of each list and record that is printed.")
        none = self.tr("None yet. It will stand at the head of each list and record that is printed; drop one here.")
        self.words.setText(words if there else none)

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a picture…"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Pictures (*.png *.jpg *.jpeg)")])
        dialog.fileSelected.connect(lambda path: self.bring(Path(path)))
        dialog.open()

    def _remove(self) -> None:
        self._send(Request("DELETE", DOOR, key=new_key()), self.tr("The papers bear no logo any more."))

    def _lay_out(self) -> None:
        self._may = False
        for part in (self, self.remove, self.picture):  # a company that is not stored yet has none
            part.hide()
        self.picture.setAccessibleName(self.tr("Logo"))
        deeds = tight(QHBoxLayout(), GAP)
        for one in (self.choose, self.remove):
            deeds.addWidget(one)
        deeds.addStretch(1)
        column = tight(QVBoxLayout(self), GAP, 2 * GAP)
        column.addWidget(label(self.tr("Logo (PNG or JPEG, 512 KB at most)"), "sectionTitle"))
        for widget in (self.problem, self.words):
            column.addWidget(widget)
        column.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(deeds)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self._may:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        local = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if local:
            self.bring(Path(local[0]))
