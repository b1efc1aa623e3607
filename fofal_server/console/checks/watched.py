"""What is watched day and night, looked at once: the same looks as those of the alerts, as findings."""

from collections.abc import Iterator
from itertools import chain

from fofal_server.config import Settings
from fofal_server.console.checks.finding import Finding
from fofal_server.core import watches
from fofal_server.core.db import Pools
from fofal_server.core.texts import text
from fofal_server.core.watch import Severity, Watch
from fofal_server.ops import maintenance_watch, replica_watches

_TITLES = {
    "job-failing": "Travaux réussis", "connections-full": "Connexions", "maintenance-overdue": "Maintenance",
    "replica-away": "Répliques présentes", "replica-behind": "Répliques à jour",
    "replica-lost": "Journal gardé pour les répliques", "replica-not-awaited": "Réplique attendue",
}  # fmt: skip
_REMEDIES = {
    "job-failing": "Voyez pourquoi : fofal-server jobs history. Puis : fofal-server jobs run TRAVAIL",
    "connections-full": "Fermez ce qui en tient, ou élevez max_connections de PostgreSQL.",
    "maintenance-overdue": "fofal-server maintenance off, ou dites une nouvelle fin.",
}
"""Of those whose remedy does not stand in the catalogue."""


def findings(pools: Pools, settings: Settings) -> Iterator[Finding]:
    """One finding a watch that no other check looks for; what is only good to know is no fault."""
    of_replicas = (made(settings) for made in replica_watches.WATCHES)
    for watch in chain(watches.WATCHES, (maintenance_watch.WATCH,), of_replicas):
        if watch.code in _TITLES:
            yield _finding(watch, pools)


def _finding(watch: Watch, pools: Pools) -> Finding:
    seen = list(watch.look(pools)) if watch.look else []
    remedy = _REMEDIES.get(watch.code) or text(f"watch.{watch.code}.remedy")
    told = " ".join(text(f"watch.{watch.code}.told", **one.values) for one in seen)
    weighs = any((one.severity or watch.severity) is not Severity.INFO for one in seen)
    return Finding(watch.code, _TITLES[watch.code], not weighs, told or "en ordre", remedy, warns=bool(seen))
