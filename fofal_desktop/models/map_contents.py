"""What lies on the map, as the server tells it in one answer: plots with their measures, and points."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from fofal_desktop.api.age import dated
from fofal_desktop.api.calls import Calls
from fofal_desktop.api.client import Client
from fofal_desktop.api.request import Request
from fofal_server.contract.meta import ResourceMeta

PLOTS, POINTS = "agronomy.plots", "agronomy.map-points"
DOOR, LAYERS, TILES = "/agronomy/map", "/maps/layers", "/maps/tiles"
POINT_SYMBOLS = {
    "gauge": "mdi6.weather-pouring",
    "sensor": "mdi6.access-point",
    "pest": "mdi6.bug-outline",
    "disease": "mdi6.virus-outline",
    "tree": "mdi6.palm-tree",
    "water": "mdi6.water-outline",
    "building": "mdi6.home-outline",
    "access": "mdi6.gate",
}
"""What stands for each kind of point; the others get a pin."""
Record = dict[str, Any]


@dataclass(frozen=True)
class Layer:
    """A background: ``attribution`` has to be shown wherever its tiles are."""

    code: str
    name: str
    attribution: str
    min_zoom: int
    max_zoom: int


@dataclass(frozen=True)
class Usual:
    """Beyond what an outline is worth a second look: hectares, and percent of it that lie beyond its site."""

    min_ha: float
    max_ha: float
    beyond_percent: float


@dataclass(frozen=True)
class MapContents:
    """Plots in the order of their codes; those without an outline are told apart, for they are drawn nowhere.

    ``sites`` are those of which somebody has drawn how far they go.
    """

    plots: list[Record] = field(default_factory=list)
    points: list[Record] = field(default_factory=list)
    measured_at: datetime | None = None
    sites: list[Record] = field(default_factory=list)
    usual: Usual | None = None

    @property
    def drawn(self) -> list[Record]:
        return [plot for plot in self.plots if plot["geometry"] is not None]

    @property
    def unplaced(self) -> list[Record]:
        return [plot for plot in self.plots if plot["geometry"] is None]


def read_map(client: Calls) -> MapContents:
    """Ask for all of it; blocking, for a job."""
    told = client.send(Request("GET", DOOR)).json()
    usual = Usual(**{name: float(value) for name, value in told["usual"].items()})
    measured_at = datetime.fromisoformat(told["measured_at"])
    return MapContents(told["plots"], told["points"], measured_at, told["sites"], usual)


def read_layers(client: Calls) -> list[Layer]:
    """Which backgrounds the server has; blocking, for a job."""
    told = client.send(Request("GET", LAYERS)).json()["layers"]
    return [Layer(**{one.name: layer[one.name] for one in fields(Layer)}) for layer in told]


def read_tile(client: Client, layer: str, z: int, x: int, y: int) -> tuple[bytes, int]:
    """One tile as it came, and how many seconds old it is where it only stands in; for a job.

    It does where its service could not be asked anew, and where the server itself does not answer.
    """
    found = dated(lambda: client.send(Request("GET", f"{TILES}/{layer}/{z}/{x}/{y}")))()
    answer = found.value
    if found.read_at is not None:
        return answer.content, max(1, int((client.clock.now() - found.read_at).total_seconds()))
    good = not answer.headers.get("Cache-Control", "").endswith("max-age=0")
    return answer.content, 0 if good else int(answer.headers.get("Age", "0"))


def may(metas: Mapping[str, ResourceMeta], resource: str, verb: str) -> bool:
    """Whether this person may do that with records of this kind."""
    return resource in metas and verb in metas[resource].can
