"""The seam between the engine and whoever knows people: tokens, sessions, rates (filled by the ``auth`` domain)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.core.actor import Actor


@dataclass(frozen=True)
class Claims:
    """What a genuine token says; whether it still counts is asked of the database."""

    user_id: UUID
    session_id: UUID


@dataclass(frozen=True, repr=False)
class KeyClaims:
    """A key of a service account as it was sent, hashed; whose it is is asked of the database."""

    key_hash: bytes


Proof = Claims | KeyClaims


class Door(Protocol):
    """How the engine asks who is calling and whether they may go on."""

    def claims(self, token: str) -> Proof:
        """Check the token itself, without any I/O; 401 when it is not ours, expired or forged."""

    def turned_away(self, token: str, address: str | None) -> None:
        """Count a token that ``claims`` has refused; 429 when too many came from there. May wait, asks no database."""

    def actor(self, session: Session, claims: Proof) -> Actor:
        """The person with the rights of this moment; 401 when the session or the account no longer counts."""

    def admit(self, actor: Actor | None, address: str | None) -> Mapping[str, str]:
        """Headers that tell the rate; 429 when it is spent."""
