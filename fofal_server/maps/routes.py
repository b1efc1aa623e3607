"""The doors of the map: what may lie behind the plots, tile by tile, and where a place lies."""

from pydantic import BaseModel

from fofal_server.core.keeping import keepable
from fofal_server.core.operation import Answer, Call, Operation, json_answer
from fofal_server.maps import layers, places, tiles


class LayerOfMap(BaseModel):
    """A background; ``attribution`` has to be seen wherever its tiles are. ``online``: it comes from elsewhere."""

    code: str
    name: str
    attribution: str
    min_zoom: int
    max_zoom: int
    bounds: tuple[float, float, float, float] | None
    online: bool


class Layers(BaseModel):
    layers: list[LayerOfMap]
    geocoding: bool
    """Whether places can be looked for by name."""


def _layers(call: Call) -> Answer:
    found = [
        LayerOfMap(
            code=one.code, name=one.name, attribution=one.attribution, min_zoom=one.min_zoom, max_zoom=one.max_zoom,
            bounds=one.bounds, online=one.file is None,
        )
        for one in layers.listed(call.state)
    ]  # fmt: skip
    return keepable(json_answer(Layers(layers=found, geocoding=call.state.geocoder_url is not None)))


OPERATIONS = (
    Operation(
        method="GET", path="/maps/layers", name="list_layers", tag="maps", work=_layers,
        permission="maps.layers:read", answer=Layers,
    ),
    Operation(
        method="GET", path="/maps/tiles/{layer}/{z}/{x}/{y}", name="read_tile", tag="maps", work=tiles.answer,
        permission="maps.layers:read", media_type="image/png",
        other_media=("image/jpeg", "image/webp", "image/gif"), refusals=(404, 503),
    ),
    Operation(
        method="GET", path="/maps/places", name="find_places", tag="maps", work=places.answer,
        permission="maps.places:read", query=places.PlaceQuery, answer=places.PlacesFound, refusals=(409, 422, 503),
    ),
)  # fmt: skip
