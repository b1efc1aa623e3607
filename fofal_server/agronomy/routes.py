"""What agronomy answers beside its records: the plan of rounds, the plots behind a lot, the map and its files."""

from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from fofal_server.agronomy import map_view, plot_exports, plot_files, rounds, traces
from fofal_server.agronomy.schemas.harvests import RoundsMade, RoundsWanted
from fofal_server.agronomy.schemas.maps import ChosenPlots, MapFileQuery, MapView, PlotFileQuery, PlotFileReport
from fofal_server.contract import frames
from fofal_server.core.errors import Invalid
from fofal_server.core.operation import Answer, Call, Operation, json_answer
from fofal_server.core.transfer.reading import file_name
from fofal_server.maps import formats


class LotsQuery(BaseModel):
    """The lots whose origin is asked for; repeated for several."""

    lot_id: list[UUID] = Field(min_length=1, max_length=200)


class FeatureCollection(BaseModel):
    """GeoJSON (RFC 7946)."""

    type: str
    features: list[dict[str, Any]]


def _plan(call: Call) -> Answer:
    return json_answer(rounds.plan(call.session, call.actor, call.body), 201)


def _lots(call: Call) -> Answer:
    text = traces.features(call.session, call.actor, call.query.lot_id)
    return Answer(text.encode(), media_type="application/geo+json")


def _import_plots(call: Call) -> Answer:
    if call.upload is None:
        raise Invalid("transfer.empty_file", code="empty_file")
    file, name = formats.read(call.upload), file_name(call.upload)
    return json_answer(
        plot_files.run(call.session, call.actor, file, call.query, filename=name, language=call.language)
    )


OPERATIONS = (
    Operation(
        method="POST",
        path="/agronomy/harvest-rounds/plan",
        name="plan_harvest_rounds",
        tag="agronomy",
        work=_plan,
        permission="agronomy.harvest-rounds:create",
        body=RoundsWanted,
        answer=RoundsMade,
        status=201,
        keyed=True,
        refusals=(400, 409, 413, 415, 422),
    ),
    Operation(
        method="GET",
        path="/agronomy/lots-geojson",
        name="read_lots_geojson",
        tag="agronomy",
        work=_lots,
        permission="agronomy.plots:read",
        query=LotsQuery,
        answer=FeatureCollection,
        media_type="application/geo+json",
        refusals=(404, 422),
    ),
    Operation(
        method="GET",
        path="/agronomy/map",
        name="read_map",
        tag="agronomy",
        work=map_view.answer,
        permission="agronomy.plots:read",
        answer=MapView,
    ),
    Operation(
        method="POST",
        path="/agronomy/plots/import-map",
        name="import_map_agronomy_plots",
        tag="agronomy",
        work=_import_plots,
        permission="agronomy.plots:create",
        query=PlotFileQuery,
        upload=True,
        answer=PlotFileReport,
        keyed=True,
        lane="files",
        tells=True,
        other_media=(frames.MEDIA,),
        refusals=(400, 409, 413, 415, 422),
    ),
    Operation(
        method="GET",
        path="/agronomy/plots/map-file",
        name="map_file_agronomy_plots",
        tag="agronomy",
        work=plot_exports.file,
        permission="agronomy.plots:read",
        query=MapFileQuery,
        lane="files",
        media_type=formats.FORMATS[formats.MapFormat.GEOJSON].media,
        other_media=tuple(one.media for kind, one in formats.FORMATS.items() if kind is not formats.MapFormat.GEOJSON),
        refusals=(404, 422),
    ),
    Operation(
        method="GET",
        path="/agronomy/plots/eudr-file",
        name="eudr_file_agronomy_plots",
        tag="agronomy",
        work=plot_exports.evidence,
        permission="agronomy.plots:read",
        query=ChosenPlots,
        answer=FeatureCollection,
        media_type="application/geo+json",
        lane="files",
        refusals=(404, 422),
    ),
)
