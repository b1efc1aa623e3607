"""The round of the alert engine: look at what is due, open and resolve, then tell those whose turn has come."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import Any

from fofal_server.config import Settings
from fofal_server.core import registry, watches
from fofal_server.core.db import Pools, transaction
from fofal_server.core.jobs import Job
from fofal_server.core.watch import Sighting, Watch
from fofal_server.notifications import letters, rules, settling, telling
from fofal_server.notifications.looking import Look
from fofal_server.notifications.ruled import Ruled
from fofal_server.notifications.settling import Saw
from fofal_server.notifications.usual_rules import USUAL, Usual

EVERY = 10.0
FAILED = "watch-failed"


def declared(settings: Settings) -> list[Watch]:
    """Every watch of the program; those that need the settings are declared as a function of them."""
    found: Iterable[Any] = chain(watches.WATCHES, *(domain.watches for domain in registry.DOMAINS.values()))
    return [one if isinstance(one, Watch) else one(settings) for one in found]


class Rounds:
    """What the leading process knows of its watches between two rounds; all that was told stands in the database."""

    usual: Iterable[Usual] = USUAL

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._declared, self._ruled = False, Ruled()

    @cached_property
    def watches(self) -> list[Watch]:
        return declared(self._settings)

    @cached_property
    def looks(self) -> list[Look]:
        return [Look(one) for one in self.watches if one.look is not None]

    @cached_property
    def _failing(self) -> Look:
        """The engine's own watch: what could not be looked at."""
        return next(Look(one) for one in self.watches if one.code == FAILED)

    def run(self, pools: Pools) -> None:
        """Look first, then write: no transaction is open while something is looked at.

        What could not be looked at stays as it was believed to be.
        """
        self._declare(pools)
        looks = [*self.looks, *self._ruled.looks(pools)]
        for part in settling.gathered(_seen(looks, pools)):
            settling.settle(pools, part)
        settling.together(pools, [(self._failing, _failures(looks))])
        with transaction(pools.calls) as session:
            telling.escalate_due(session)
            telling.tell_ends(session)
            letters.send_held(session)

    def _declare(self, pools: Pools) -> None:
        if not self._declared:
            with transaction(pools.calls) as session:
                rules.declare(session, self.watches)
                rules.add_usual(session, self.usual)
            self._declared = True


def _seen(looks: Iterable[Look], pools: Pools) -> Iterator[Saw]:
    """What is seen by those whose turn it is, and who come to an end."""
    for look in looks:
        saw = look.look(pools) if look.is_due() else None
        if saw is not None:
            yield look, saw


def _failures(looks: Iterable[Look]) -> list[Sighting]:
    return [Sighting(one.watch.code, {"watch": one.watch.code, "why": one.failure}) for one in looks if one.failure]


def job(settings: Settings) -> Job:
    """The engine, every ten seconds on whoever leads the jobs."""
    return Job("alerts", EVERY, Rounds(settings).run)
