"""Whether a plot stays within the outline of its site, where somebody has drawn one."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.transfer.folding import folded
from fofal_server.maps import outline
from fofal_server.maps.outline import Outline
from fofal_server.settings.models import Site


@dataclass(frozen=True)
class Farm:
    """A site as far as it goes; ``shape`` is None where nobody has drawn that."""

    id: UUID
    code: str
    name: str
    shape: Any

    def outside_percent(self, drawn: Outline) -> Decimal:
        """The share of an outline that lies beyond; 0 where nobody knows how far the site goes."""
        if self.shape is None:
            return Decimal(0)
        mine = outline.shape_of(drawn.geometry)
        if mine.area == 0:
            return Decimal(0 if self.shape.intersects(mine) else 100)
        return Decimal(mine.difference(self.shape).area / mine.area * 100)


class Farms:
    """All sites, found by their id or by what a file calls them."""

    def __init__(self, session: Session) -> None:
        rows = session.execute(scoped(SYSTEM, Site, Site.id, Site.code, Site.name, Site.geometry))
        self._known = [
            Farm(key, code, name, None if geometry is None else outline.shape_of(geometry))
            for key, code, name, geometry in rows
        ]

    def of(self, said: object, key: UUID | None) -> Farm | None:
        """The site that a file names, else the one with this id."""
        words = folded(str(said)) if said else ""
        named = [one for one in self._known if words and words in {folded(one.code), folded(one.name), str(one.id)}]
        if words:
            return named[0] if len(named) == 1 else None
        return next((one for one in self._known if one.id == key), None)
