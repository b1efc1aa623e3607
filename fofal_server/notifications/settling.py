"""What was looked at is settled together: few questions to the database, and no rule that stands in another's way."""

import time
from collections.abc import Iterable, Iterator, Sequence

import structlog

from fofal_server.core.db import Pools, transaction
from fofal_server.core.watch import Sighting
from fofal_server.notifications import incidents, rules
from fofal_server.notifications.looking import Look

LOOKS, SIGHTINGS = 25, 500
"""Most of one transaction: other writers of alerts wait for its end, and they wait three seconds only."""
WAITS = 1.0
"""Seconds that what was seen first waits for the looks after it."""

Saw = tuple[Look, list[Sighting]]
log = structlog.get_logger("fofal.watch")


def gathered(seen: Iterable[Saw]) -> Iterator[list[Saw]]:
    """What the looks see, as they see it, in parts that are settled together."""
    part: list[Saw] = []
    began = 0.0
    for one in seen:
        began = began if part else time.monotonic()
        part.append(one)
        if _is_full(part) or time.monotonic() - began > WAITS:
            yield part
            part = []
    if part:
        yield part


def _is_full(part: Sequence[Saw]) -> bool:
    return len(part) >= LOOKS or sum(len(saw) for _, saw in part) >= SIGHTINGS


def settle(pools: Pools, part: Sequence[Saw]) -> None:
    """All of it together; when that fails each for itself, and what still fails is told as a look that failed."""
    try:
        together(pools, part)
    except Exception as error:  # noqa: BLE001 - whatever it was, it shows again where each is tried alone
        log.warning("watch.not_together", watches=len(part), error=type(error).__name__)
        for one in part:
            _alone(pools, one)


def together(pools: Pools, part: Sequence[Saw]) -> None:
    """In one transaction: all of it is written down, or nothing."""
    with transaction(pools.calls) as session:
        known = rules.load(session, *(look.watch.code for look, _ in part))
        there = [(known[look.watch.code], look, saw) for look, saw in part if look.watch.code in known]
        incidents.settle(session, [(rule, look.ripe(saw, rule.holds_seconds)) for rule, look, saw in there])


def _alone(pools: Pools, one: Saw) -> None:
    """What cannot be written down counts as a look that failed, whatever it was; the others are none the worse."""
    look, _ = one
    try:
        together(pools, [one])
    except Exception as error:
        log.exception("watch.not_settled", watch=look.watch.code, exc_info=error)
        look.fail(type(error).__name__)
