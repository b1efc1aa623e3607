"""The table of rights: a line for each word of each resource, a column for each role, narrowed as one likes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from fofal_desktop.fields.formats import tip_of
from fofal_desktop.models.held import Held, Right, accounts_words, reach_words, short_reach
from fofal_desktop.models.index import NOWHERE, Index
from fofal_desktop.words import plain
from fofal_server.contract.rights import Account, Reached, RightsTable, RoleRights


class Role(IntEnum):
    """What cells know beside their words."""

    REACH = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Column:
    """``account`` is set in the column that sums up a person; ``roles`` are those that count here."""

    label: str
    roles: tuple[RoleRights, ...]
    account: Account | None = None

    @property
    def key(self) -> UUID:
        return self.account.id if self.account else self.roles[0].id

    @property
    def role(self) -> RoleRights | None:
        return None if self.account else self.roles[0]


class RightsModel(QAbstractTableModel):
    """Lines of a domain stand under a line that only names it (``right`` is None there)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.held = Held(RightsTable(places=[], roles=[], accounts=None))
        self.lines: list[Right | str] = []
        self.columns: list[Column] = []
        self.focus: UUID | None = None
        self._search, self._only_held = "", False

    # -- what is shown

    def show_held(self, held: Held) -> None:
        self.held = held
        self._narrow()

    def focus_on(self, key: UUID | None) -> None:
        """Only this role, or this person with the roles that the person has; None for all roles."""
        if key != self.focus:
            self.focus = key
            self._narrow()

    def set_search(self, words: str) -> None:
        """Keep lines that hold every word; where none does, lines and roles that hold them together."""
        self._search = plain(words)
        self._narrow()

    def set_only_held(self, only: bool) -> None:
        """Leave out what none of the columns gives."""
        self._only_held = only
        self._narrow()

    def right(self, row: int) -> Right | None:
        line = self.lines[row]
        return line if isinstance(line, Right) else None

    def row_of(self, permission: str) -> int | None:
        """The line of a permission, when it is shown."""
        rights = ((row, self.right(row)) for row in range(len(self.lines)))
        return next((row for row, one in rights if one and one.word.permission == permission), None)

    def column_of(self, key: UUID) -> int | None:
        return next((place for place, column in enumerate(self.columns) if column.key == key), None)

    def continues(self, row: int) -> bool:
        """Whether the line is of the same resource as the one above."""
        here, before = self.right(row), self.right(row - 1) if row else None
        return here is not None and before is not None and before.place.name == here.place.name

    def reach(self, row: int, column: int) -> Reached | None:
        right = self.right(row)
        return self.held.reach(right, self.columns[column].roles) if right else None

    # -- Qt's side

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        heading = index.isValid() and self.right(index.row()) is None
        return Qt.ItemFlag.NoItemFlags if heading else super().flags(index)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return self._line_head(section, role)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self.columns[section].label
            case Qt.ItemDataRole.ToolTipRole:
                return tip_of(self._told_column(self.columns[section]))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        right = self.right(index.row()) if index.isValid() else None
        if right is None:
            return None
        reach = self.reach(index.row(), index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return short_reach(reach)
            case Role.REACH:
                return reach
            case Qt.ItemDataRole.ToolTipRole:
                return tip_of("\n".join((self.columns[index.column()].label, right.label, reach_words(reach))))
            case Qt.ItemDataRole.AccessibleTextRole:
                label = self.columns[index.column()].label
                return self.tr("{0}, {1}: {2}").format(label, right.label, reach_words(reach))
        return None

    def table_text(self, rows: Sequence[int], columns: Sequence[int]) -> list[list[str]]:
        """These cells with their heads, as they go into a spreadsheet; lines that only name a domain stay out."""
        heads = [self.tr("Module"), self.tr("Resource"), self.tr("Right"), self.tr("Permission")]
        told = [[*heads, *(self.columns[one].label for one in columns)]]
        for row in rows:
            right = self.right(row)
            if right is not None:
                beside = (right.place.domain_label, right.place.label, right.word.label, right.word.permission)
                told.append([*beside, *(str(self.index(row, one).data()) for one in columns)])
        return told

    def _line_head(self, row: int, role: int) -> str | None:
        line = self.lines[row]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return line.label if isinstance(line, Right) else line
            case Qt.ItemDataRole.ToolTipRole if isinstance(line, Right):
                return tip_of(f"{line.label}\n{line.word.permission}")
        return None

    def _told_column(self, column: Column) -> str:
        role = column.role
        if role is None:
            return column.label
        told = [role.name, role.code, accounts_words(role.people)]
        return "\n".join([*told, *([self.tr("A second factor is due")] if role.second_factor else [])])

    # -- narrowing

    def _narrow(self) -> None:
        self.beginResetModel()
        self.columns = self._focused()
        lacking = [(one, _lacking(self._search, _sought(one))) for one in self.held.rights]
        if any(not words for _, words in lacking):
            self.lines = self._grouped(one for one, words in lacking if not words)
        else:
            self.lines = self._grouped(self._together(lacking))
        self.endResetModel()

    def _together(self, lacking: list[tuple[Right, str]]) -> list[Right]:
        """Lines whose lacking words a role is named by; only those roles stay."""
        names = {one.key: plain(one.label) for one in self.columns}
        kept = [(one, {key for key, name in names.items() if not _lacking(words, name)}) for one, words in lacking]
        found = {key for _, keys in kept for key in keys}
        self.columns = [one for one in self.columns if one.key in found]
        return [one for one, keys in kept if keys]

    def _focused(self) -> list[Column]:
        roles, account = self.held.table.roles, self.held.accounts.get(self.focus) if self.focus else None
        if account is not None:
            mine = self.held.roles_of(account.id)
            together = Column(self.tr("All roles together"), tuple(mine), account)
            return [together, *(Column(one.name, (one,)) for one in mine)]
        chosen = [one for one in roles if one.id == self.focus] or roles
        return [Column(one.name, (one,)) for one in chosen]

    def _grouped(self, rights: Iterable[Right]) -> list[Right | str]:
        lines: list[Right | str] = []
        domain = ""
        for one in rights:
            if self._only_held and not any(self.held.reach(one, column.roles) for column in self.columns):
                continue
            if one.place.domain != domain:
                domain = one.place.domain
                lines.append(one.place.domain_label)
            lines.append(one)
        return lines


def _lacking(wanted: str, text: str) -> str:
    """The wanted words that the text does not hold."""
    return " ".join(word for word in wanted.split() if word not in text)


def _sought(right: Right) -> str:
    place, word = right.place, right.word
    return plain(" ".join((place.domain_label, place.label, word.label, word.permission, *word.opens)))
