"""Recovery codes on show, this one time: to copy, to print, to save, and to say that they are kept."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fofal_desktop.clipboard import copy_secret
from fofal_desktop.dialogs.paper import choose_printer
from fofal_desktop.gate import message_of
from fofal_desktop.jobs import Job
from fofal_desktop.parts import GAP, button, card, label, named, tight

COLUMNS = 2


class SpareCodes(QWidget):
    """``kept`` tells when the person says so and when not any more; ``told`` a sentence about copying and saving."""

    kept = Signal(bool)
    told = Signal(str, str)

    def __init__(self, username: str) -> None:
        super().__init__()
        self.setObjectName("spareCodes")
        self.codes: list[str] = []
        self._username = username
        words = self.tr(
            "Each of these codes opens your account once, without the telephone. They are shown only now: write them "
            "down or print them, and keep them away from the computer."
        )
        column = tight(QVBoxLayout(self), GAP)
        column.addWidget(label(words, "muted", wrap=True))
        frame, inside = card()
        self._grid = tight(QGridLayout(), GAP)
        inside.addLayout(self._grid)
        column.addWidget(frame)
        column.addLayout(self._buttons())
        self.sure = named(QCheckBox(self.tr("I have kept these codes in a safe place")), "codesKept")
        self.sure.toggled.connect(self.kept)
        column.addWidget(self.sure)

    def _buttons(self) -> QHBoxLayout:
        row = tight(QHBoxLayout(), GAP)
        for words, name, symbol, deed in (
            (self.tr("Copy"), "copyCodes", "mdi6.content-copy", self._copy),
            (self.tr("Print…"), "printCodes", "mdi6.printer-outline", self._print),
            (self.tr("Save to a file…"), "saveCodes", "mdi6.download-outline", self._browse),
        ):
            made = button(words, name, symbol=symbol)
            made.setAutoDefault(False)
            made.clicked.connect(deed)
            row.addWidget(made)
        row.addStretch(1)
        return row

    def show_codes(self, codes: list[str]) -> None:
        """Show fresh codes in the order of their reading."""
        self.codes = codes
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        for place, code in enumerate(codes):
            shown = label(code, "code")
            shown.setFont(fixed)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(shown, place // COLUMNS, place % COLUMNS)
        self.sure.setChecked(False)

    @property
    def text(self) -> str:
        """What is copied and saved."""
        return "\n".join([self._heading, "", *self.codes, ""])

    @property
    def _heading(self) -> str:
        return self.tr("FOFAL: recovery codes of {0}, each for one time").format(self._username)

    def _copy(self) -> None:
        copy_secret(self.text)
        self.told.emit(self.tr("Copied for one minute. Paste them where only you can read them."), "info")

    def _print(self) -> None:
        choose_printer(self, self._heading, self.codes)

    def _browse(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, self.tr("Save the recovery codes"), f"{folder}/fofal-{self._username}.txt")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.fileSelected.connect(lambda path: self.save(Path(path)))
        dialog.open()

    def save(self, target: Path) -> None:
        """Write them to a file that only this person reads."""
        text = self.text
        Job(self, lambda: _write(target, text), self._saved, lambda e: self.told.emit(message_of(e), "danger")).start()

    def _saved(self, target: Path) -> None:
        self.told.emit(self.tr("Saved: {0}").format(target), "info")


def _write(target: Path, text: str) -> Path:
    target.touch(0o600)
    target.chmod(0o600)
    target.write_text(text, encoding="utf-8")
    return target
