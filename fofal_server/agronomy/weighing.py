"""From the gang-day sheet to kilograms: weighed lines as weighed, counted ones by the average bunch weight."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.agronomy import limits
from fofal_server.agronomy.models import BunchWeight, HarvestLine
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM

GRAM = Decimal("0.001")
HUNDRED = Decimal(100)
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Totals:
    """Sums of a sheet: all bunches cut, kilograms, share of unripe bunches in percent (None without bunches)."""

    bunches: int
    weight_kg: Decimal
    unripe_percent: Decimal | None


def cut(line: HarvestLine) -> int:
    """All bunches that a worker cut, of whatever ripeness."""
    return delivered(line) + line.bunches_empty


def delivered(line: HarvestLine) -> int:
    """Bunches that weigh: an empty bunch brings no fruit to the mill."""
    return line.bunches_ripe + line.bunches_underripe + line.bunches_unripe + line.bunches_overripe


def unweighed(lines: Iterable[HarvestLine]) -> list[int]:
    """Positions of the lines whose bunches were counted and not weighed."""
    return [index for index, line in enumerate(lines) if line.weight_kg is None and delivered(line)]


def line_kg(line: HarvestLine, bunch_kg: Decimal) -> Decimal:
    """Kilograms of a line: ``weight_kg`` is all that the worker brought, loose fruit included; else it is reckoned."""
    if line.weight_kg is not None:
        return line.weight_kg
    return (delivered(line) * bunch_kg).quantize(GRAM, ROUND_HALF_UP) + line.loose_fruit_kg


def totals(lines: Sequence[HarvestLine], bunch_kg: Decimal | None) -> Totals:
    """Sums of the lines; bunches without any known weight count as nothing yet."""
    bunches = sum(cut(line) for line in lines)
    weight = sum((line_kg(line, bunch_kg or NOTHING) for line in lines), NOTHING)
    return Totals(bunches, weight, percent(sum(line.bunches_unripe for line in lines), bunches))


def percent(part: int, whole: int) -> Decimal | None:
    """Percentage with three decimals, None of nothing."""
    return (part * HUNDRED / whole).quantize(GRAM, ROUND_HALF_UP) if whole else None


def unripe_by_worker(lines: Iterable[HarvestLine]) -> dict[UUID, Decimal]:
    """Share of unripe bunches of each harvester who cut any, in percent."""
    unripe: dict[UUID, int] = defaultdict(int)
    whole: dict[UUID, int] = defaultdict(int)
    for line in lines:
        if line.employee_id is not None and cut(line):
            unripe[line.employee_id] += line.bunches_unripe
            whole[line.employee_id] += cut(line)
    return {worker: unripe[worker] * HUNDRED / count for worker, count in whole.items()}


def average_bunch_kg(session: Session, plot_id: UUID, day: dt.date) -> Decimal | None:
    """The plot's average bunch weight for the month of ``day``, else its newest one of the months before."""
    month = day.replace(day=1)
    oldest = months_before(month, int(limits.number(session, limits.BUNCH_WEIGHT_AGE, day)))
    query = scoped(SYSTEM, BunchWeight, BunchWeight.average_kg).where(
        BunchWeight.plot_id == plot_id, BunchWeight.month.between(oldest, month)
    )
    found: Decimal | None = session.scalar(query.order_by(BunchWeight.month.desc()).limit(1))
    return found


def months_before(month: dt.date, count: int) -> dt.date:
    """The first day of the month ``count`` months before."""
    years, zero_based = divmod(month.year * 12 + month.month - 1 - count, 12)
    return dt.date(max(years, 1), zero_based + 1, 1)
