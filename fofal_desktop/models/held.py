"""Who holds what, understood from the server's table of rights: by role, by person, by word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from fofal_desktop.api.calls import Calls
from fofal_desktop.api.request import Request
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_server.contract.rights import Account, Reached, RightsPlace, RightsTable, RoleRights, Word, widest

_SHORT = {
    "all": QT_TRANSLATE_NOOP("Held", "All"),
    "team": QT_TRANSLATE_NOOP("Held", "The team’s"),
    "own": QT_TRANSLATE_NOOP("Held", "Own"),
}
_WORDS = {
    "all": QT_TRANSLATE_NOOP("Held", "All rows"),
    "team": QT_TRANSLATE_NOOP("Held", "Those of the team"),
    "own": QT_TRANSLATE_NOOP("Held", "One’s own"),
}


@dataclass(frozen=True)
class Right:
    """One line of the table: a word at a place."""

    place: RightsPlace
    word: Word

    @property
    def label(self) -> str:
        return f"{self.place.label} — {self.word.label}"


@dataclass(frozen=True)
class Holding:
    """How far somebody holds a right, and by which roles."""

    account: Account
    reach: Reached
    roles: tuple[RoleRights, ...]


class Held:
    """``table`` as questions about it; nothing is asked of the server."""

    def __init__(self, table: RightsTable) -> None:
        self.table = table
        self.rights = [Right(place, word) for place in table.places for word in place.words]
        self.accounts = {one.id: one for one in table.accounts or ()}
        self._roles: dict[UUID, list[RoleRights]] = {key: [] for key in self.accounts}
        for role in table.roles:
            for key in role.holders or ():
                self._roles.setdefault(key, []).append(role)

    @property
    def named(self) -> bool:
        """Whether the person may see who the holders are."""
        return self.table.accounts is not None

    def roles_of(self, account: UUID) -> list[RoleRights]:
        return self._roles.get(account, [])

    def reach(self, right: Right, roles: Iterable[RoleRights]) -> Reached | None:
        """How far these roles together let one go; private fields are seen as far as one reads."""
        held = list(roles)
        given = _given(right.word.permission, held)
        if right.word.kind == "fields" and given:
            given = _given(f"{right.place.name}:read", held) or given
        return widest(*given) if given else None

    def holders(self, right: Right, role: RoleRights | None = None) -> Iterator[Holding]:
        """Whoever holds the right, by this role or by any; what counts is all of the roles together."""
        for key, account in self.accounts.items():
            roles = self.roles_of(key)
            by = tuple(one for one in roles if right.word.permission in one.reach)
            reach = self.reach(right, roles)
            if reach is not None and (role is None or role in by):
                yield Holding(account, reach, by)


def read_rights(client: Calls) -> Held:
    """Ask for the table; blocking, for a job."""
    return Held(RightsTable.model_validate_json(client.send(Request("GET", "/auth/rights")).content))


def reach_words(reach: Reached | None) -> str:
    """How far in the words of the person; a right that is not held says so."""
    if reach is None:
        return QCoreApplication.translate("Held", "Nothing")
    return QCoreApplication.translate("Held", _WORDS[reach])


def short_reach(reach: Reached | None) -> str:
    """The same for a cell: a word, and nothing for what is not held."""
    return QCoreApplication.translate("Held", _SHORT[reach]) if reach else ""


def accounts_words(count: int) -> str:
    """How many active accounts."""
    return QCoreApplication.translate("Held", "%n active account(s)", "", count)


def _given(permission: str, roles: Iterable[RoleRights]) -> list[Reached]:
    return [role.reach[permission] for role in roles if permission in role.reach]
