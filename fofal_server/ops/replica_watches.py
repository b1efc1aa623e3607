"""What can go wrong with replicas: away, too far behind, their place in the log lost, no longer waited for."""

from collections.abc import Callable, Iterable, Iterator

from fofal_server.config import Settings
from fofal_server.core.db import Pools
from fofal_server.core.watch import Severity, Sighting, Watch
from fofal_server.ops.replicas import Seen, seen
from fofal_server.replica.standing import Follower

BEHIND_SECONDS, BEHIND_BYTES = 30.0, 64 * 1024 * 1024
"""From when on a replica shows what nobody would call the present, or would lose much if it took over."""
Look = Callable[[Seen], Iterator[Sighting]]


def away(now: Seen) -> Iterator[Sighting]:
    """One that has been invited and is not there."""
    there = {one.name for one in now.standing.followers if one.streams}
    yield from (Sighting(name, {"replica": name}) for name in sorted(now.invited | _slots(now)) if name not in there)


def behind(now: Seen) -> Iterator[Sighting]:
    """One that streams and lags more than it may."""
    for one in now.standing.followers:
        if one.streams and _is_behind(one):
            values = {"seconds": f"{one.lag_seconds or 0:.0f}", "megabytes": f"{(one.lag_bytes or 0) / 1_000_000:.0f}"}
            yield Sighting(one.name, {"replica": one.name, **values})


def lost(now: Seen) -> Iterator[Sighting]:
    """PostgreSQL has thrown away, or is about to, what the replica would have to read."""
    for one in now.standing.followers:
        if one.slot in {"lost", "unreserved"}:
            yield Sighting(one.name, {"replica": one.name})


def degraded(now: Seen) -> Iterator[Sighting]:
    """Commits should wait for a replica, and wait for none."""
    if now.waits and not now.standing.synchronous and not now.standing.standby:
        yield Sighting()


def _is_behind(one: Follower) -> bool:
    return (one.lag_seconds or 0) > BEHIND_SECONDS or (one.lag_bytes or 0) > BEHIND_BYTES


def _slots(now: Seen) -> set[str]:
    return {one.name for one in now.standing.followers if one.slot is not None}


_LOOKS: tuple[tuple[str, Severity, Look, float], ...] = (
    ("replica-away", Severity.WARNING, away, 60.0),
    ("replica-behind", Severity.WARNING, behind, 60.0),
    ("replica-lost", Severity.CRITICAL, lost, 0.0),
    ("replica-not-awaited", Severity.CRITICAL, degraded, 0.0),
)


def _made(code: str, severity: Severity, look: Look, holds: float) -> Callable[[Settings], Watch]:
    def watch(settings: Settings) -> Watch:
        def looked(_pools: Pools) -> Iterable[Sighting]:
            now = seen(settings)
            return look(now) if now is not None else ()

        return Watch(code, severity, looked, every=15.0, holds=holds)

    return watch


WATCHES = tuple(_made(*one) for one in _LOOKS)
