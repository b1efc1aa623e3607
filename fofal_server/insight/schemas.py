"""What travels when somebody arranges the dashboard."""

from typing import Annotated

from annotated_types import MaxLen
from pydantic import StringConstraints, field_validator

from fofal_server.contract.dashboard import Size
from fofal_server.core.resource import Write

MOST_TILES = 60
"""More than there are."""

TileCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{1,30}\.[a-z-]{1,40}$")]


class TileKept(Write):
    """A tile by its code; one that this server does not know is kept, for another version may."""

    code: TileCode
    size: Size = "small"


class Arranged(Write):
    """All tiles from the first to the last; None puts them back to those of the role."""

    tiles: Annotated[list[TileKept], MaxLen(MOST_TILES)] | None

    @field_validator("tiles")
    @classmethod
    def _each_once(cls, tiles: list[TileKept] | None) -> list[TileKept] | None:
        if tiles is None:
            return None
        found: dict[str, TileKept] = {}
        for one in tiles:
            found.setdefault(one.code, one)
        return list(found.values())
