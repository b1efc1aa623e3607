"""The arithmetic of stock values: whole francs, rounded half away from zero, no franc made and none lost.

``rules.md`` §1.8 (weighted average or FIFO) and §2.3 (rounding); vectors V22 and V23.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

ZERO = Decimal(0)
_THOUSANDTHS = 1000


def francs(quantity: Decimal, unit_cost: Decimal) -> Decimal:
    """Whole francs of so much at this price: only the total is rounded, never the price."""
    with localcontext() as context:
        context.prec = 60
        return (quantity * unit_cost).quantize(Decimal(1), ROUND_HALF_UP)


def share(value: Decimal, part: Decimal, whole: Decimal) -> Decimal:
    """The part's share of a value, in whole francs; the whole takes all of it, so nothing remains behind.

    ``0 <= part <= whole``, in thousandths at most. Worked in integers: a tie is a tie, however long the numbers.
    """
    units, total = int(part * _THOUSANDTHS), int(whole * _THOUSANDTHS)
    return Decimal((2 * int(value) * units + total) // (2 * total)) if total else ZERO


def unit_cost(value: Decimal, quantity: Decimal) -> Decimal:
    """Mean cost of one unit, with four decimals (the CUMP, for an item on average); 0 where there is nothing."""
    if not quantity:
        return ZERO
    with localcontext() as context:
        context.prec = 60
        return (value / quantity).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def spread(value: Decimal, quantities: Sequence[Decimal]) -> list[Decimal]:
    """A value shared over quantities in proportion; the parts are whole francs and add up to it exactly."""
    whole = sum(quantities, ZERO)
    reached, given, parts = ZERO, ZERO, []
    for quantity in quantities:
        reached += quantity
        upto = share(value, reached, whole)
        parts.append(upto - given)
        given = upto
    return parts
