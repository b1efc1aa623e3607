"""Crops, plots, plantings and cycles as resources."""

from fofal_server.agronomy import land, neighbours, scopes, seasons
from fofal_server.agronomy.models import Crop, CropCycle, Planting, Plot, PlotStatus
from fofal_server.agronomy.schemas import plots as schemas
from fofal_server.core.resource import Action, Crud, Resource

CROPS = Resource(
    name="agronomy.crops",
    model=Crop,
    read=schemas.CropRead,
    write=schemas.CropWrite,
    icon="mdi6.palm-tree",
    columns=("code", "name", "variety", "density_per_ha", "harvest_interval_days", "item_id"),
    filters=("code", "name", "perennial", "in_bunches", "item_id"),
    sort=("code",),
    sections=(
        ("identity", ("code", "name", "variety", "scientific_name", "perennial", "archived")),
        ("harvest", ("item_id", "in_bunches", "density_per_ha", "harvest_interval_days", "first_harvest_months")),
        ("notes", ("note",)),
    ),
)

PLOTS = Resource(
    name="agronomy.plots",
    model=Plot,
    read=schemas.PlotRead,
    write=schemas.PlotWrite,
    icon="mdi6.vector-polygon",
    columns=("code", "name", "crop_id", "area_ha", "planted_on", "plant_count", "status", "site_id", "manager_id"),
    filters=(
        "code", "name", "site_id", "crop_id", "status", "area_ha", "planted_on", "manager_id", "team_id",
        "geometry", "eudr_state", "cleared_on", "area_source",
    ),
    sort=("code",),
    sections=(
        ("identity", ("code", "name", "site_id", "crop_id", "status", "manager_id", "team_id", "archived")),
        ("outline", ("geometry", "area_ha", "area_source", "perimeter_m", "declared_area_ha", "net_area_ha",
                     "longitude", "latitude")),
        ("stand", ("planted_on", "plant_count", "material", "soil", "drainage", "road_access")),
        ("evidence", ("eudr_state", "land_title", "cleared_on", "evidence_on", "evidence_reference")),
        ("notes", ("note",)),
    ),
    crud=Crud(prepare=land.prepare, foreseen=neighbours.foreseen),
    actions=(
        Action("activate", land.move_to(PlotStatus.ACTIVE), states=("in_preparation",), verb="update"),
        Action("start-harvest", land.move_to(PlotStatus.HARVESTING), states=("active",), verb="update"),
        Action("end-harvest", land.move_to(PlotStatus.ACTIVE), states=("harvesting",), verb="update"),
        Action("rest", land.move_to(PlotStatus.RESTING), states=("active",), verb="update", confirm=True),
        Action("prepare-again", land.move_to(PlotStatus.IN_PREPARATION), states=("resting",), verb="update"),
    ),
    flow={"in_preparation": "neutral", "active": "active", "harvesting": "active", "resting": "stopped"},
    scope=scopes.plots,
    follows=("agronomy.plantings",),
)  # fmt: skip

PLANTINGS = Resource(
    name="agronomy.plantings",
    model=Planting,
    read=schemas.PlantingRead,
    write=schemas.PlantingWrite,
    title=("name",),
    icon="mdi6.seed",
    columns=("plot_id", "kind", "planted_on", "plant_count", "crop_id", "material", "seed_lot"),
    filters=("plot_id", "crop_id", "kind", "planted_on"),
    sort=("-planted_on",),
    sections=(
        ("planting", ("plot_id", "kind", "planted_on", "crop_id", "plant_count", "spacing_m")),
        ("material", ("material", "seed_lot")),
        ("notes", ("note",)),
    ),
    crud=Crud(prepare=seasons.prepare_planting),
    scope=scopes.on_own_plots,
    natural_key=None,
)

CYCLES = Resource(
    name="agronomy.crop-cycles",
    model=CropCycle,
    read=schemas.CropCycleRead,
    write=schemas.CropCycleWrite,
    title=("code",),
    icon="mdi6.calendar-sync",
    columns=("code", "plot_id", "crop_id", "started_on", "ended_on", "stage", "target_yield_kg_ha",
             "actual_yield_kg_ha", "status"),
    filters=("code", "plot_id", "crop_id", "stage", "status", "started_on", "ended_on"),
    sort=("-started_on",),
    sections=(
        ("season", ("code", "plot_id", "crop_id", "started_on", "ended_on", "stage", "status")),
        ("yield", ("target_yield_kg_ha", "harvested_kg", "actual_yield_kg_ha", "budget")),
        ("notes", ("note",)),
    ),
    crud=Crud(prepare=seasons.prepare_cycle),
    actions=(
        Action("close", seasons.close_cycle, states=("open",), confirm=True),
        Action("reopen", seasons.reopen_cycle, states=("closed",)),
    ),
    flow={"open": "active", "closed": "done"},
    frozen=("closed",),
    scope=scopes.on_own_plots,
)  # fmt: skip

RESOURCES = (CROPS, PLOTS, PLANTINGS, CYCLES)
