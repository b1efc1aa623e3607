"""The rules over records that every farm begins with; whoever may, changes them or puts them out of service."""

from dataclasses import dataclass

from fofal_server.core.watch import Severity

MARK = "rule-"
"""How the codes of rules over records begin; no watch is called so."""
HOUR, DAY = 60, 24 * 60


@dataclass(frozen=True)
class Usual:
    """``ladder``: roles that are told, level by level. What returns within a day is the same trouble."""

    code: str
    resource: str
    conditions: tuple[str, ...]
    ladder: tuple[str, ...]
    severity: Severity = Severity.WARNING
    every_minutes: int = 15
    escalate_minutes: int = DAY
    returns_minutes: int = DAY


USUAL = (
    Usual(
        MARK + "stock-low", "inventory.stock-levels", ("state:in:alert|minimum|empty",),
        ("stock-keeper", "farm-manager"), every_minutes=5,
    ),
    Usual(
        MARK + "lot-expiring", "inventory.lot-levels", ("expires_on:le:today+30",),
        ("stock-keeper", "farm-manager"), every_minutes=HOUR,
    ),
    Usual(
        MARK + "round-overdue", "agronomy.harvest-rounds", ("status:eq:planned", "days_late:gt:3"),
        ("farm-manager", "director"),
    ),
)  # fmt: skip
"""Thirty days of notice and three days of patience are FOFAL's own thresholds."""
