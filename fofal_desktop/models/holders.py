"""Who holds the chosen right: people with how far and by which roles, or the roles when names are withheld."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from fofal_desktop.fields.formats import tip_of
from fofal_desktop.models.held import Held, Holding, Right, accounts_words, reach_words
from fofal_desktop.models.index import NOWHERE, Index
from fofal_desktop.theme.icons import icon
from fofal_server.contract.rights import RoleRights

USERS, ROLES = "auth.users", "auth.roles"


@dataclass(frozen=True)
class Holder:
    """A title with lines below and an icon; ``resource`` and ``key`` name the record behind them."""

    title: str
    below: tuple[str, ...]
    symbol: str
    resource: str
    key: UUID


class HoldersModel(QAbstractListModel):
    """Active accounts first, each in the order of names."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.holders: list[Holder] = []

    def show_right(self, held: Held, right: Right | None, role: RoleRights | None) -> None:
        """List who holds ``right``, by ``role`` or by any; nobody without a right."""
        self.beginResetModel()
        if right is None:
            self.holders = []
        elif held.named:
            found = sorted(held.holders(right, role), key=lambda one: not one.account.active)
            self.holders = [self._person(one) for one in found]
        else:
            self.holders = list(self._roles(right, [role] if role else held.table.roles))
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.holders)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self.holders[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return "\n".join((one.title, *one.below))
            case Qt.ItemDataRole.DecorationRole:
                return icon(one.symbol, "muted")
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join((one.title, *one.below))
            case Qt.ItemDataRole.ToolTipRole:
                return tip_of("\n".join((one.title, *one.below)))
        return None

    def _person(self, one: Holding) -> Holder:
        account = one.account
        about, lacks = [account.username], list[str]()
        if account.kind == "service":
            symbol = "mdi6.robot-outline"
            about.append(self.tr("service account"))
        else:
            symbol = "mdi6.account-outline" if account.active else "mdi6.account-off-outline"
            lacks += [] if account.second_factor else [self.tr("no second factor")]
        lacks += [] if account.active else [self.tr("disabled")]
        held = f"{reach_words(one.reach)} · {', '.join(role.name for role in one.roles)}"
        below = (held, *(" · ".join(words) for words in (about, lacks) if words))
        return Holder(account.full_name, below, symbol, USERS, account.id)

    def _roles(self, right: Right, roles: Iterable[RoleRights]) -> Iterable[Holder]:
        for role in roles:
            reach = role.reach.get(right.word.permission)
            if reach is not None:
                below = reach_words(reach), accounts_words(role.people)
                yield Holder(role.name, below, "mdi6.shield-account-outline", ROLES, role.id)
