"""Who may do what, as one table: places with their words, roles with their reach, accounts with their roles."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel

Reached = Literal["own", "team", "all"]
"""How far a permission goes, the narrowest first."""


class Word(BaseModel):
    """What may be done at a place.

    ``fields``: it only opens the private fields named in ``opens``, on the rows that one may read anyway.
    """

    permission: str
    label: str
    kind: Literal["verb", "deed", "fields"]
    opens: list[str] = []


class RightsPlace(BaseModel):
    """A resource, or what hand-made doors of no resource stand for.

    ``narrows``: reach makes a difference here. ``fenced``: a rule of the place hides some rows, whatever
    the reach.
    """

    name: str
    label: str
    domain: str
    domain_label: str
    icon: str
    narrows: bool
    fenced: bool
    words: list[Word]


class RoleRights(BaseModel):
    """``reach`` names what the role gives by permission; ``people`` counts active accounts.

    ``holders`` are accounts, disabled ones too; absent for whoever may not read users.
    """

    id: UUID
    code: str
    name: str
    second_factor: bool
    people: int
    holders: list[UUID] | None
    reach: dict[str, Reached]


class Account(BaseModel):
    """A person or a service; ``second_factor``: one is in place."""

    id: UUID
    username: str
    full_name: str
    kind: Literal["person", "service"]
    active: bool
    second_factor: bool


class RightsTable(BaseModel):
    """Places in the order of the domains, roles by code, accounts by name."""

    places: list[RightsPlace]
    roles: list[RoleRights]
    accounts: list[Account] | None


def widest(first: Reached, *others: Reached) -> Reached:
    """The one that goes furthest."""
    order: tuple[Reached, ...] = ("own", "team", "all")
    return order[max(order.index(one) for one in (first, *others))]
