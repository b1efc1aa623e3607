"""Beside the table of rights: the chosen right in words and who holds it."""

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from fofal_desktop.models.held import Held, Right, accounts_words, reach_words
from fofal_desktop.models.holders import ROLES, Holder, HoldersModel
from fofal_desktop.parts import GAP, button, label, named, tight
from fofal_desktop.views.page import Place
from fofal_server.contract.rights import RoleRights

WIDTH = 280


class HolderList(QListView):
    """``opened`` carries a Holder: a double click or Enter."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("holders")
        self.setAccessibleName(self.tr("Who holds it"))
        self.people = HoldersModel(self)
        self.setModel(self.people)
        self.setIconSize(QSize(20, 20))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.people.holders[index.row()])


class HoldersPane(QFrame):
    """``wanted`` carries the place of the record of a person or a role."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setMinimumWidth(WIDTH - 40)
        self.title, self.beside = label("", "sectionTitle", wrap=True), label("", "muted", wrap=True)
        self.opens, self.count = label("", "hint", wrap=True), label("", "muted", wrap=True)
        self.permission = label("", "hint", wrap=True)
        self.permission.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.open_role = named(button("", "openRole", "link", "mdi6.shield-account"), "openRole")
        self.list = HolderList()
        self._role: RoleRights | None = None
        column = tight(QVBoxLayout(self), GAP, GAP + 4)
        for widget in (self.title, self.permission, self.beside, self.opens, self.open_role, self.count):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        self.list.opened.connect(self._open)
        self.open_role.clicked.connect(self._open_role)

    def show_right(self, held: Held, right: Right | None, role: RoleRights | None) -> None:
        """Tell of ``right``, by ``role`` or by any; without a right how one comes to see one."""
        self._role = role
        self.list.people.show_right(held, right, role)
        if right is None:
            self._say(self.tr("Who holds it?"), "", self.tr("Choose a line or a cell of the table."))
        else:
            self._say(right.label, right.word.permission, self._told(held, right, role))
        self.opens.setText(self._opened(right) if right else "")
        self.open_role.setText(self.tr("Open the role {0}").format(role.name).replace("&", "&&") if role else "")
        self.count.setText(self._counted(held, right, role) if right else "")
        for widget in (self.opens, self.permission, self.beside, self.count):
            widget.setVisible(bool(widget.text()))
        self.open_role.setVisible(role is not None and right is not None)
        self.list.setVisible(bool(self.list.people.holders))

    def _say(self, title: str, permission: str, beside: str) -> None:
        self.title.setText(title)
        self.permission.setText(permission)
        self.beside.setText(beside)

    def _told(self, held: Held, right: Right, role: RoleRights | None) -> str:
        reach = held.reach(right, [role]) if role else None
        told = [self.tr("{0}: {1}").format(role.name, reach_words(reach))] if role else []
        if right.place.fenced:
            told.append(self.tr("A rule of its own hides some rows, whatever the reach."))
        return "\n".join(told)

    def _opened(self, right: Right) -> str:
        return self.tr("Shows: {0}").format(", ".join(right.word.opens)) if right.word.opens else ""

    def _counted(self, held: Held, right: Right, role: RoleRights | None) -> str:
        holders = self.list.people.holders
        if role is not None and held.reach(right, [role]) is None:
            return ""
        if not holders:
            return self.tr("Nobody holds it.") if role is None else self.tr("Nobody holds it by this role.")
        if not held.named:
            return self.tr("Names are for those who may read the users.")
        active = sum(one.account.active for one in held.holders(right, role))
        return accounts_words(active)

    def _open(self, holder: Holder) -> None:
        self.wanted.emit(Place("record", holder.resource, str(holder.key)))

    def _open_role(self) -> None:
        if self._role is not None:
            self.wanted.emit(Place("record", ROLES, str(self._role.id)))
