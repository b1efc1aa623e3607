"""Lines to be filled in, each under its words: all that the dialogs around accounts and passwords have."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFormLayout, QLineEdit

from fofal_desktop.parts import GAP, mark, named, tight

AGAIN = "again"
"""The line in which a new password is typed once more."""


class Lines:
    """``rows`` are to be laid out, ``fields`` are the lines by their names; ``secret`` ones show no letters."""

    def __init__(self, prefix: str, labels: Mapping[str, str], secret: Collection[str]) -> None:
        self._labels = labels
        self.fields = {name: named(QLineEdit(), f"{prefix}-{name}") for name in labels}
        self.rows = tight(QFormLayout(), GAP + 2)
        self.rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for name, words in labels.items():
            self.rows.addRow(words, self.fields[name])
        for name in secret:
            self.fields[name].setEchoMode(QLineEdit.EchoMode.Password)

    def wrong(self, values: Mapping[str, str], password: str) -> tuple[str, str] | None:
        """The first line that is empty, or the repetition of a new password that differs, and what to say of it."""
        translate = QCoreApplication.translate
        empty = next((name for name, text in values.items() if not text), None)
        if empty is not None:
            return empty, translate("Lines", "Fill in: {0}").format(self._labels[empty])
        if values[AGAIN] != values[password]:
            return AGAIN, translate("Lines", "The two passwords differ.")
        return None

    def point_at(self, name: str) -> None:
        """Mark this one, ready to be typed over; the others are as they should be."""
        for each, field in self.fields.items():
            mark(field, "problem", each == name)
        if name in self.fields:
            self.fields[name].setFocus()
            self.fields[name].selectAll()
