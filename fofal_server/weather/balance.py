"""The water balance of oil palm by the month (IRHO, Surre): what the soil holds, what is lacking, what runs off.

Source: rules of the domain 4.4. A month's demand is 150 mm where fewer than 10 days were rainy and 120 mm otherwise,
all of them dated parameters. What is not known is not guessed: a month of which a day is missing has no balance, nor
have those after it, until the season in which the soil is taken to be full again.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Rule:
    """Millimetres, but ``rainy_days``: the number of them from which the demand is the ``wet`` one.

    ``inclusive``: a month with just that number is dry still (sources disagree). ``full_from`` is the month at whose
    beginning the soil is taken to be full where nothing is known of it.
    """

    reserve: Decimal
    dry: Decimal
    wet: Decimal
    rainy_days: int
    inclusive: bool
    full_from: int


@dataclass(frozen=True)
class MonthRain:
    """The rain of a month. ``missing``: days that are over and of which nothing is known; ``over``: none is to come.

    ``gauged`` and ``modelled``: days by who tells of them.
    """

    month: dt.date
    rain: Decimal
    rainy_days: int
    missing: int = 0
    over: bool = True
    gauged: int = 0
    modelled: int = 0


@dataclass(frozen=True)
class Balance:
    """Of a month; all of it None where it cannot be known."""

    of: MonthRain
    demand: Decimal | None = None
    balance: Decimal | None = None
    reserve: Decimal | None = None
    deficit: Decimal | None = None
    drainage: Decimal | None = None


def demand(rule: Rule, rainy_days: int) -> Decimal:
    """What palms would use in the month."""
    dry = rainy_days <= rule.rainy_days if rule.inclusive else rainy_days < rule.rainy_days
    return rule.dry if dry else rule.wet


def balances(months: Iterable[MonthRain], rule_on: Callable[[dt.date], Rule]) -> Iterator[Balance]:
    """One after the other, each from what the one before left in the soil."""
    reserve: Decimal | None = None
    for month in months:
        rule = rule_on(month.month)
        if reserve is None and month.month.month == rule.full_from:
            reserve = rule.reserve
        if reserve is None or month.missing or not month.over:
            reserve = None
            yield Balance(month)
            continue
        found = _balance(month, rule, reserve)
        reserve = found.reserve
        yield found


def _balance(month: MonthRain, rule: Rule, before: Decimal) -> Balance:
    wanted = demand(rule, month.rainy_days)
    left = before + month.rain - wanted
    reserve = max(NOTHING, min(left, rule.reserve))
    drainage, deficit = max(NOTHING, left - rule.reserve), max(NOTHING, -left)
    return Balance(month, wanted, left, reserve, deficit, drainage)


@dataclass(frozen=True)
class Season:
    """Twelve months from the one in which the soil is full. ``deficit`` only when all are known.

    ``over``: months that are over, of which ``known`` have a balance.
    """

    starts: dt.date
    over: int
    known: int
    so_far: Decimal
    deficit: Decimal | None


def seasons(found: Sequence[Balance], full_from: int) -> list[Season]:
    """The annual deficits, the oldest first."""
    by_start: dict[dt.date, list[Balance]] = {}
    for one in found:
        by_start.setdefault(season_of(one.of.month, full_from), []).append(one)
    return [_season(start, months) for start, months in sorted(by_start.items())]


def _season(start: dt.date, months: Sequence[Balance]) -> Season:
    known = [one.deficit for one in months if one.deficit is not None]
    total = sum(known, NOTHING)
    return Season(start, sum(one.of.over for one in months), len(known), total, total if len(known) == 12 else None)


def season_of(month: dt.date, full_from: int) -> dt.date:
    """The first day of the season that a month belongs to."""
    return dt.date(month.year if month.month >= full_from else month.year - 1, full_from, 1)
