"""A new key for access tokens: the one before is believed for as long as tokens that it signed can live."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from fofal_server.auth.keys import FOLDER, TOKENS, Keys, drawn_key, stored
from fofal_server.auth.tokens import LEEWAY, LIFETIME
from fofal_server.cluster.files import write_private
from fofal_server.config import Settings
from fofal_server.core import audit, clock
from fofal_server.core.db import Pools, transaction
from fofal_server.core.jobs import Job
from fofal_server.core.texts import text as catalogued

KIND = "auth.signing-keys"
_LOCK = 0xF0FA3


@dataclass(frozen=True)
class Rotated:
    """``current`` signs from now on; ``kept`` are believed until then (UTC, in seconds); ``dropped`` no more."""

    current: str
    kept: dict[str, int]
    dropped: tuple[str, ...]


def rotate(session: Session, data_dir: Path, *, drop_old: bool = False) -> Rotated:
    """Draw a new current key; ``drop_old`` for a key that was stolen. Nobody is signed out: sessions are not tokens.

    The server processes look at the file at each use. The pepper stays: passwords and refresh tokens are known by what
    was made of it alone, and nobody could come in under another one.
    """
    _alone(session)
    keys, now = Keys.load(data_dir), _now()
    kid, key = drawn_key()
    until = {**keys.until, keys.current: now + int(LIFETIME.total_seconds())}
    living = {} if drop_old else {one: moment for one, moment in until.items() if _lives(moment, now)}
    dropped = tuple(sorted(set(keys.signing) - set(living)))
    audit.tell(session, "rotate", KIND, label=kid, after={"current": kid, "kept": sorted(living), "dropped": dropped})
    session.flush()
    _write(data_dir, kid, {one: keys.signing[one] for one in living} | {kid: key}, living)
    return Rotated(kid, living, dropped)


def drop_expired(session: Session, data_dir: Path) -> tuple[str, ...]:
    """Take keys out of the file by which no living token is signed; answers which."""
    _alone(session)
    keys, now = Keys.load(data_dir), _now()
    over = tuple(sorted(kid for kid, moment in keys.until.items() if not _lives(moment, now)))
    if over:
        signing = {kid: key for kid, key in keys.signing.items() if kid not in over}
        _write(data_dir, keys.current, signing, {kid: keys.until[kid] for kid in keys.until if kid not in over})
    return over


def job(settings: Settings) -> Job:
    """Tidies up the file of this installation."""
    return Job("drop-signing-keys", 3600.0, partial(_tidy, settings.data_dir))


def _tidy(data_dir: Path, pools: Pools) -> str:
    with transaction(pools.calls) as session:
        return catalogued("job_told.removed", count=len(drop_expired(session, data_dir)))


def _alone(session: Session) -> None:
    """Until the transaction ends nobody else writes the file: neither another console nor the job that tidies up."""
    session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _now() -> int:
    return int(clock.now().timestamp())


def _lives(moment: int, now: int) -> bool:
    return moment + LEEWAY.total_seconds() >= now


def _write(data_dir: Path, current: str, signing: dict[str, bytes], until: dict[str, int]) -> None:
    write_private(data_dir / FOLDER / TOKENS, stored(current, signing, until))
