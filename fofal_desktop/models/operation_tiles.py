"""What the page of operations shows at a glance, as data: a figure, what stands under it, and where it leads."""

from collections.abc import Callable
from dataclasses import dataclass

from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.models import operation_figures as told
from fofal_desktop.models.operations import ALERTS, JOBS, LEVELS, Operations


@dataclass(frozen=True)
class Tile:
    """``alerts`` are the codes whose open alerts colour it; ``leads`` is the resource that a click opens."""

    name: str
    words: str
    symbol: str
    figure: Callable[[Operations], str]
    under: Callable[[Operations], str]
    alerts: tuple[str, ...] = ()
    leads: str = ""


TILES = (
    Tile("alerts", QT_TRANSLATE_NOOP("Operations", "Open alerts"), "mdi6.bell-alert-outline",
         lambda state: told.count(len(state.alerts)), told.worst, leads=ALERTS),
    Tile("backup", QT_TRANSLATE_NOOP("Operations", "Last backup"), "mdi6.database-arrow-down-outline",
         told.newest, told.sets, ("backup-old",)),
    Tile("drill", QT_TRANSLATE_NOOP("Operations", "Trial restore"), "mdi6.database-check-outline",
         told.drilled, told.proved, ("drill-failed", "drill-old")),
    Tile("log", QT_TRANSLATE_NOOP("Operations", "Continuous log"), "mdi6.timeline-clock-outline",
         told.logged, told.at_risk, ("log-behind",)),
    Tile("answers", QT_TRANSLATE_NOOP("Operations", "Answers"), "mdi6.speedometer",
         told.answers, told.promised, ("calls-slow", "calls-failing", "service-away"), LEVELS),
    Tile("database", QT_TRANSLATE_NOOP("Operations", "Database"), "mdi6.database-outline",
         told.database, told.connections, ("connections-full", "locks-waiting", "database-bloat", "database-indexes")),
    Tile("disk", QT_TRANSLATE_NOOP("Operations", "Free on the disk"), "mdi6.harddisk",
         told.free, told.room, ("disk-low",)),
    Tile("memory", QT_TRANSLATE_NOOP("Operations", "Memory of the server"), "mdi6.memory",
         told.memory, told.load, ("memory-high",)),
    Tile("sessions", QT_TRANSLATE_NOOP("Operations", "Open sessions"), "mdi6.account-clock-outline",
         told.sessions, told.accounts, leads="auth.sessions"),
    Tile("jobs", QT_TRANSLATE_NOOP("Operations", "Jobs"), "mdi6.timer-cog-outline",
         told.jobs, told.at_work, told.JOB_ALERTS, JOBS),
    Tile("mail", QT_TRANSLATE_NOOP("Operations", "Letters waiting"), "mdi6.email-outline",
         told.waiting, told.given_up, ("mail-stuck", "mail-given-up"), "mail.messages"),
    Tile("trail", QT_TRANSLATE_NOOP("Operations", "Audit trail"), "mdi6.link-lock",
         told.behind, told.sealed, ("audit-broken", "audit-unsealed"), "auth.audit-events"),
)  # fmt: skip
