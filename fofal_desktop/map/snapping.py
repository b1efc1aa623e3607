"""Finds the neighbour's corner or edge near a place, so that plots that touch share their border exactly."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from fofal_desktop.map.boxes import Box
from fofal_desktop.map.mercator import Position, Spot, Spots, position_of
from fofal_desktop.map.plot_layer import PlotLayer

REACH = 10.0
"""In pixels."""
DECIMALS = 8
"""What the register keeps of a degree: about a millimetre. EUDR asks for six at least."""


@dataclass(frozen=True)
class Snap:
    """A corner is taken over as its neighbour has it, to the last decimal."""

    position: Position
    on: Literal["corner", "edge"]


def rounded(position: Position) -> Position:
    """As the register will keep it."""
    return round(position[0], DECIMALS), round(position[1], DECIMALS)


def snap(plots: PlotLayer, spot: Spot, reach: float) -> Snap | None:
    """The nearest corner within ``reach`` (on the square), else the nearest place on an edge; None for neither."""
    near = [plots.shapes[place] for place in plots.meeting(Box(*spot, *spot).grown(reach))]
    rings = [pair for shape in near if not shape.is_point for pair in zip(shape.rings, shape.positions, strict=True)]
    corners = [(apart, ring[1][place]) for ring in rings for apart, place in [_corner(ring[0], spot)]]
    apart, position = min(corners, default=(reach, (0.0, 0.0)))
    if apart < reach:
        return Snap(position, "corner")
    edges = [_on_edge(ring, spot) for ring, _ in rings]
    apart, at = min(edges, default=(reach, spot))
    return Snap(rounded(position_of(at)), "edge") if apart < reach else None


def _corner(ring: Spots, spot: Spot) -> tuple[float, int]:
    """How far the nearest corner is, and which."""
    apart = np.hypot(*(ring - spot).T)
    place = int(apart.argmin())
    return float(apart[place]), place


def _on_edge(ring: Spots, spot: Spot) -> tuple[float, Spot]:
    """How far the nearest edge is, and its nearest place."""
    start, along = ring[:-1], np.diff(ring, axis=0)
    squared = (along**2).sum(axis=1)
    squared[squared == 0] = 1.0
    share = np.clip(((spot - start) * along).sum(axis=1) / squared, 0, 1)
    places = start + along * share[:, None]
    apart = np.hypot(*(places - spot).T)
    nearest = int(apart.argmin())
    return float(apart[nearest]), (float(places[nearest][0]), float(places[nearest][1]))
