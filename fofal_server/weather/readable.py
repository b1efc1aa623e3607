"""Numbers out of somebody else's JSON: what is no number, or cannot be, is not known; it is never made up."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from fofal_server.outside import Garbled
from fofal_server.weather.models import MOST_RAIN

TENTH = Decimal("0.1")
TEMPERATURE = (Decimal(-60), Decimal(60))
PERCENT = (Decimal(0), Decimal(100))
RAIN = (Decimal(0), Decimal(MOST_RAIN))
WIND = (Decimal(0), Decimal(500))
EVAPORATION = (Decimal(0), Decimal(50))
ULTRAVIOLET = (Decimal(0), Decimal(30))
DEGREES = (Decimal(-180), Decimal(180))

Bounds = tuple[Decimal, Decimal]


def number(value: Any, bounds: Bounds, step: Decimal = TENTH) -> Decimal | None:
    """To a tenth, within what there is on earth; None for anything else (``null``, text, ``true``, −5 mm of rain)."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    found = Decimal(str(value))
    if not found.is_finite() or not bounds[0] <= found <= bounds[1]:
        return None
    return found.quantize(step)


def table(found: Any, provider: str) -> Mapping[str, Any]:
    """A JSON object; Garbled when it is something else."""
    if not isinstance(found, dict):
        raise Garbled(provider=provider)
    return found


def column(of: Mapping[str, Any], name: str, rows: int, provider: str) -> Sequence[Any]:
    """One of parallel arrays; all unknown where it is absent, Garbled when it does not fit the others."""
    found = of.get(name)
    if found is None:
        return [None] * rows
    if not isinstance(found, list) or len(found) != rows:
        raise Garbled(provider=provider)
    return found
