"""What an action says of itself so that it may need the word of others, and what it answers while it waits."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Matter:
    """What is to be decided: a kind that rules speak of, and its amount in francs; None when nobody can tell it.

    ``about`` says in a few words which record it is, for one that has no number yet.
    """

    kind: str
    amount: Decimal | None
    about: str = ""


@dataclass(frozen=True)
class Approvable:
    """An action that rules may speak of.

    ``matters`` are the kinds it may be about; ``weigh(session, record)`` says which one it is this time, None when the
    action changes nothing of worth.
    """

    matters: tuple[str, ...]
    weigh: Callable[[Session, Any], Matter | None]


class Missing(BaseModel):
    """So many people with this role have still to agree."""

    level: int
    role: str
    persons: int


class Waiting(BaseModel):
    """The request that the action waits for."""

    request_id: UUID
    missing: list[Missing]
