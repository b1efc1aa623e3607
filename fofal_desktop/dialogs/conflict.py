"""Two people changed the same record: both versions side by side, chosen field by field, then saved knowingly."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.dialogs.versions import Difference, differences
from fofal_desktop.fields import shapes
from fofal_desktop.fields.geometry import Outline
from fofal_desktop.parts import GAP, button, label, named, tight
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta, ResourceMeta

Record = dict[str, Any]
MINE, THEIRS = 0, 1


class ConflictDialog(Dialog):
    """``resolved`` carries what to save over the version of the other person; closing goes on editing.

    Where both changed a field nothing is chosen beforehand and Save waits for the choice.
    """

    resolved = Signal(dict)

    def __init__(self, resource: ResourceMeta, base: Record, mine: Record, theirs: Record, parent: QWidget) -> None:
        """``mine`` is what was typed, with the labels of ids beside them; ``base`` what both started from."""
        super().__init__(parent, "conflictDialog", "", width=820)
        self.setWindowTitle(self.tr("Changed by somebody else"))
        self.title.setText(self.tr("Somebody saved this record while you were editing it"))
        self.differences = differences(resource, base, mine, theirs)
        self._versions = base, {**base, **mine}, theirs
        self.choices: dict[str, QButtonGroup] = {}
        words = self.tr("Choose for each field which version to keep. Nothing is saved before you press Save.")
        self.body.addWidget(label(words, "muted", wrap=True))
        self.body.addWidget(self._table(), 1)
        self._buttons()
        self._check()

    def take_all(self, side: int) -> None:
        """Choose one side in every field."""
        for group in self.choices.values():
            group.button(side).setChecked(True)
        self._check()

    def _check(self) -> None:
        self.save.setEnabled(all(group.checkedId() >= 0 for group in self.choices.values()))

    def _save(self) -> None:
        kept = [one for one in self.differences if self.choices[one.field.name].checkedId() == MINE]
        self.resolved.emit({one.field.name: one.mine for one in kept})
        self.accept()

    def _table(self) -> QScrollArea:
        inside = named(QWidget(), "page")
        grid = tight(QGridLayout(inside), GAP, GAP)
        grid.setHorizontalSpacing(3 * GAP)
        heads = (self.tr("Field"), self.tr("Before"), self.tr("Mine"), self.tr("Theirs"))
        for column, head in enumerate(heads):
            grid.addWidget(label(head, "sectionTitle"), 0, column)
            grid.setColumnStretch(column, 1 if column else 0)
        for row, difference in enumerate(self.differences, 1):
            self._line(grid, row, difference)
        grid.setRowStretch(len(self.differences) + 1, 1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        drawn = sum(one.field.kind is Kind.GEOMETRY for one in self.differences)
        area.setMinimumHeight(min(420, 100 + 44 * len(self.differences) + 110 * drawn))
        return area

    def _line(self, grid: QGridLayout, row: int, difference: Difference) -> None:
        grid.addWidget(label(difference.field.label, "fieldLabel", wrap=True), row, 0)
        before, *pictures = self._pictures(difference.field)
        grid.addLayout(_stacked(label(difference.base_words, "muted", wrap=True), before), row, 1)
        group = QButtonGroup(self)
        mine = difference.mine_words
        if difference.together:
            mine = self.tr("The lines of both:\n{0}").format(mine)
        for side, words, name in ((MINE, mine, "mine"), (THEIRS, difference.their_words, "theirs")):
            choice = QRadioButton((words or self.tr("(empty)")).replace("&", "&&"))
            choice.setObjectName(f"{name}-{difference.field.name}")
            group.addButton(choice, side)
            grid.addWidget(_framed(choice, pictures[side]), row, 2 + side)
        if not difference.both:
            group.button(MINE if difference.by_me else THEIRS).setChecked(True)
        group.idClicked.connect(lambda _side: self._check())
        self.choices[difference.field.name] = group

    def _pictures(self, field: FieldMeta) -> list[QWidget | None]:
        """An outline is shown as well as told: each version as large as the others, over what both started from."""
        if field.kind is not Kind.GEOMETRY:
            return [None, None, None]
        rings = [shapes.rings(version[field.name]) if version.get(field.name) else [] for version in self._versions]
        pictures = [Outline() for _ in rings]
        for picture, own in zip(pictures, rings, strict=True):
            picture.show_rings(own, rings[0] if own is not rings[0] else [], [ring for one in rings for ring in one])
        return list(pictures)

    def _buttons(self) -> None:
        for words, side, name in ((self.tr("All mine"), MINE, "allMine"), (self.tr("All theirs"), THEIRS, "allTheirs")):
            made = button(words, name)
            made.setAutoDefault(False)
            made.clicked.connect(lambda _checked=False, side=side: self.take_all(side))
            self.footer.insertWidget(self.footer.count() - 1, made)
        self.add_button(self.tr("Go on editing"), "cancel").clicked.connect(self.reject)
        self.save = self.add_button(self.tr("Save"), "save", "primary")
        self.save.clicked.connect(self._save)


def _framed(choice: QRadioButton, picture: QWidget | None) -> QFrame:
    frame = named(QFrame(), "version")
    inside = tight(QVBoxLayout(frame), GAP // 2, GAP // 2)
    inside.addLayout(_stacked(choice, picture))
    return frame


def _stacked(words: QWidget, picture: QWidget | None) -> QVBoxLayout:
    column = tight(QVBoxLayout(), GAP // 2)
    column.addWidget(words)
    if picture is not None:
        column.addWidget(picture)
        column.addStretch(1)
    return column
