"""What is unusual about an outline, told while it is drawn: the doubts that an import of outlines has as well."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from fofal_desktop.fields.formats import NARROW, number_text
from fofal_desktop.map.beyond import percent_beyond
from fofal_desktop.map.geodesy import SQUARE_METRES_PER_HECTARE
from fofal_desktop.map.shape import Shape
from fofal_desktop.map.sketch import FEWEST, Drawing, Ring, holds
from fofal_desktop.models.map_contents import Usual

Record = dict[str, Any]


class Doubts:
    """``usual`` and ``sites`` as the map tells them; nothing here stands against storing the outline."""

    def __init__(self, usual: Usual | None = None, sites: Sequence[Record] = ()) -> None:
        self._usual = usual
        self._sites = [(str(one["id"]), str(one["code"]), Shape(one["geometry"])) for one in sites]

    def words(self, drawing: Drawing, site: str | None) -> list[str]:
        """Of a plot of this ``site``, or of a new one: then the site that it was begun in is meant."""
        shell = drawing.polygons[0][0]
        if self._usual is None or len(shell) < FEWEST:
            return []
        return [*self._size(drawing, self._usual), *self._place(drawing, self._usual, site)]

    def _size(self, drawing: Drawing, usual: Usual) -> list[str]:
        hectares = drawing.area_m2 / SQUARE_METRES_PER_HECTARE
        if hectares <= usual.max_ha and (hectares >= usual.min_ha or not drawing.closed):
            return []  # what is small may still grow
        words = QCoreApplication.translate("MapDoubts", "A plot usually has between {0} and {1}.")
        return [words.format(*(f"{number_text(one)}{NARROW}ha" for one in (usual.min_ha, usual.max_ha)))]

    def _place(self, drawing: Drawing, usual: Usual, site: str | None) -> list[str]:
        meant = self._meant(drawing.polygons[0][0], site)
        if not meant:
            return []
        rings = [ring for part in drawing.polygons for ring in part]
        share, code = min((percent_beyond(rings, shape), code) for _, code, shape in meant)
        if share <= usual.beyond_percent:
            return []
        words = QCoreApplication.translate("MapDoubts", "{0} lie beyond the outline of the site {1}.")
        return [words.format(f"{number_text(max(1, round(share)))}{NARROW}%", code)]

    def _meant(self, shell: Ring, site: str | None) -> list[tuple[str, str, Shape]]:
        """The site of the plot; of a new one those that its first corner lies in, all where that is none."""
        if site is not None:
            return [one for one in self._sites if one[0] == site]
        begun = [one for one in self._sites if any(holds(tuple(ring), shell[0]) for ring in one[2].positions)]
        return begun or self._sites
