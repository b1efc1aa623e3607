"""What tiles tell, held against what they open."""

from decimal import Decimal

from fofal_server.core import registry
from tests.support.api import Api, Json

SUMMED = {"kg": "total_weight_kg", "FCFA": "value", "mm": "rain_mm"}
"""What a number that is no count adds up, by its unit."""


def told(api: Api, door: str, *codes: str) -> dict[str, Json]:
    """What ``/figures`` or ``/series`` says, by code."""
    answer = api.get(f"/{door}", params={"code": list(codes)})
    assert answer.status_code == 200, answer.text
    return {one["code"]: one for one in answer.json()["items"]}


def opened(api: Api, opens: Json, unit: str | None = None) -> Decimal:
    """What the list that a tile opens holds: so many rows, or the sum of what its unit adds up."""
    path = registry.RESOURCES[opens["name"]].path
    answer = api.get(path, params={"filter": opens["filters"], "limit": 500})
    assert answer.status_code == 200, answer.text
    page = answer.json()
    if unit is None:
        return Decimal(page["total"])
    assert page["total"] <= 500
    return sum((Decimal(one[SUMMED[unit]]) for one in page["items"]), Decimal(0))


def is_what_it_opens(api: Api, shown: Json, unit: str | None = None) -> bool:
    """Whether the number of a tile, or of one of its bars, is that of the list behind it."""
    return Decimal(shown["value"]) == opened(api, shown["opens"], unit)
