"""The door of the engine, filled: genuine tokens, living sessions, the rights of this moment, and the rates."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Protocol, Self
from uuid import UUID

from limits.storage import Storage
from sqlalchemy import Row
from sqlalchemy.orm import Session

from fofal_server.auth import caller, deadline, key_caller, lifetimes, maintenance, sessions, tokens
from fofal_server.auth.breached import Breached
from fofal_server.auth.keys import Keys
from fofal_server.auth.models import Role
from fofal_server.auth.passwords import ROUNDS, Passwords
from fofal_server.auth.rates import Bounds, Rates, RateSettings, counters_for
from fofal_server.auth.rights import expanded
from fofal_server.auth.sessions import SEEN_EVERY
from fofal_server.auth.tokens import Genuine
from fofal_server.core import clock, registry
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor, Reach
from fofal_server.core.door import KeyClaims, Proof
from fofal_server.core.errors import Unauthenticated
from fofal_server.core.turns import Turns

Rights = Mapping[str, Reach]
Reader = Callable[[str], Genuine]
_REMEMBERED = 2000
PASSWORD_DUE = "auth.password_change_due"  # noqa: S105 - a key of the catalogue
"""Whoever has a password that somebody else knows may only change it, see who he is and sign out."""
FACTOR_DUE = "auth.second_factor_due"
"""Whoever has to have a second factor and has none once the day has come may only look after the own account."""


class DoorSettings(RateSettings, Protocol):
    """What the configuration says about whoever comes in."""

    breached_passwords: Path | None
    data_dir: Path


class AuthDoor:
    """Implements ``core.door.Door``; also holds what the sign-in routes need (``call.door``)."""

    def __init__(
        self,
        keys: Keys,
        bounds: Bounds | None = None,
        *,
        rounds: int = ROUNDS,
        counters: Storage | None = None,
        breached: Breached | None = None,
        turns: Turns | None = None,
    ) -> None:
        self._held = keys, _reader(keys)
        self.rates = Rates(bounds or Bounds(), counters)
        self.passwords, self.breached = Passwords(keys.pepper, rounds, turns), breached
        self._rights: dict[tuple[str, ...], Rights] = {}

    @classmethod
    def from_settings(cls, keys: Keys, settings: DoorSettings, *, rounds: int = ROUNDS) -> Self:
        """With the rates of the configuration and its file of breached passwords."""
        calls, attempts = settings.limits_requests_per_minute, settings.limits_logins_per_minute
        failures, refused = settings.limits_failed_logins_per_minute, settings.limits_refused_tokens_per_minute
        bounds = Bounds(calls, attempts, failures, refused)
        breached = Breached(settings.breached_passwords) if settings.breached_passwords else None
        turns = Turns(settings.data_dir, "hashing")
        return cls(keys, bounds, rounds=rounds, counters=counters_for(settings), breached=breached, turns=turns)

    @property
    def keys(self) -> Keys:
        """The keys of this moment."""
        return self._current()[0]

    def claims(self, token: str) -> Proof:
        if token.startswith(tokens.KEY_PREFIX):
            return tokens.read_key(self.keys, token)
        return self._current()[1](token).now()

    def actor(self, session: Session, claims: Proof) -> Actor:
        now = clock.now()
        if isinstance(claims, KeyClaims):
            return self._service(session, claims, now)
        row = caller.ask(session.connection(), claims, now)
        if row is None:
            self.rates.refused(str(claims.session_id))
            raise tokens.refused("auth.session_over")
        if row.last_seen < now - SEEN_EVERY:
            sessions.seen(session, lifetimes.current(session), claims.session_id)
        held = tuple(row.roles or ())
        rights, closed = self._rights_of(session, held), maintenance.answered(row.maintenance)
        return Actor(
            user_id=claims.user_id,
            username=row.username,
            session_id=claims.session_id,
            employee_id=row.employee_id,
            team_id=row.team_id,
            rights=rights,
            roles=tuple(one.split(" ", 2)[2] for one in held),
            due=_due(session, row),
            maintenance=closed,
            shut_out=maintenance.shuts_out(closed, rights),
        )

    def admit(self, actor: Actor | None, address: str | None) -> Mapping[str, str]:
        return self.rates.call(str(actor.session_id) if actor else address or "")

    def turned_away(self, token: str, address: str | None) -> None:
        self.rates.refused(self._signed_for(token) or address or "")

    def _signed_for(self, token: str) -> str | None:
        """The session of a token that is ours, though its time has passed; None for an invented one.

        Each desktop comes with one before it renews itself: an office must not be kept from that by a stranger in it.
        """
        try:
            return str(self._current()[1](token).claims.session_id)
        except Unauthenticated:
            return None

    def _service(self, session: Session, claims: KeyClaims, now: datetime) -> Actor:
        """A service account through one of its keys; the trail names both, the rate counts the key."""
        row = key_caller.ask(session.connection(), claims, now)
        if row is None:
            self.rates.refused(claims.key_hash.hex())
            raise tokens.refused()
        if row.last_used_at is None or row.last_used_at < now - SEEN_EVERY:
            key_caller.used(session, row.key_id, now)
        held = tuple(row.roles or ())
        rights = self._rights_of(session, held)
        own = self._remembered((*held, "", *row.scopes), lambda: key_caller.narrowed(rights, row.scopes))
        closed = maintenance.answered(row.maintenance)
        return Actor(
            user_id=row.user_id,
            username=f"{row.username} ({row.name})",
            session_id=row.key_id,
            rights=own,
            service=True,
            maintenance=closed,
            shut_out=maintenance.shuts_out(closed, own),
        )

    def _current(self) -> tuple[Keys, Reader]:
        held = self._held
        fresh = held[0].fresh()
        if fresh is not held[0]:
            held = self._held = fresh, _reader(fresh)
        return held

    def _rights_of(self, session: Session, held: tuple[str, ...]) -> Rights:
        """Rights of a set of roles, remembered until one of the roles changes its version."""
        return self._remembered(held, lambda: _granted(session, held))

    def _remembered(self, what: tuple[str, ...], work: Callable[[], Rights]) -> Rights:
        known = self._rights.get(what)
        if known is None:
            if len(self._rights) >= _REMEMBERED:
                self._rights.clear()
            known = self._rights[what] = work()
        return known


def _granted(session: Session, held: tuple[str, ...]) -> Rights:
    """What roles give, asked of the database."""
    ids = [UUID(one.split(" ", 1)[0]) for one in held]
    granted = session.scalars(scoped(SYSTEM, Role, Role.permissions).where(Role.id.in_(ids)))
    return expanded([pattern for permissions in granted for pattern in permissions], registry.permissions())


def _reader(keys: Keys) -> Reader:
    """Reads tokens: one is sent hundreds of times in its ten minutes, its signature is checked once."""
    return lru_cache(_REMEMBERED)(partial(tokens.read, keys))


def _due(session: Session, row: Row[Any]) -> str | None:
    """What the person has to do before anything else; the day is looked up only for who lacks a factor."""
    if row.must_change_password:
        return PASSWORD_DUE
    required_from = deadline.required_from(session) if row.owes_factor else None
    return FACTOR_DUE if required_from is not None and required_from <= clock.today() else None
