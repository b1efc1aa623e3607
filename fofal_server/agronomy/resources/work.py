"""Field operations, observations and points of the map as resources."""

from fofal_server.agronomy import sampling, scopes, work
from fofal_server.agronomy.models import FieldOperation, MapPoint, Observation
from fofal_server.agronomy.schemas import operations as schemas
from fofal_server.agronomy.schemas.maps import MapPointRead, MapPointWrite
from fofal_server.core.resource import Action, Crud, Resource

FIELD_OPERATIONS = Resource(
    name="agronomy.field-operations",
    model=FieldOperation,
    read=schemas.FieldOperationRead,
    write=schemas.FieldOperationWrite,
    title=("name",),
    icon="mdi6.tractor",
    columns=(
        "done_on",
        "plot_id",
        "kind",
        "team_id",
        "area_done_ha",
        "labour_hours",
        "input_cost",
        "status",
        "forecast",
    ),
    filters=("plot_id", "cycle_id", "kind", "done_on", "team_id", "operator_id", "status", "forecast", "warehouse_id"),
    sort=("-done_on",),
    sections=(
        ("operation", ("plot_id", "kind", "done_on", "done_until", "area_done_ha", "cycle_id", "status", "forecast")),
        ("inputs", ("warehouse_id", "inputs", "input_cost")),
        ("labour", ("team_id", "operator_id", "labour", "labour_hours")),
        ("conditions", ("reason", "weather", "equipment", "protective_equipment")),
        ("notes", ("note",)),
    ),
    crud=Crud(prepare=work.prepare),
    actions=(
        Action("confirm", work.confirm, states=("draft",), confirm=True, offline=True),
        Action("cancel", work.cancel, states=("draft", "confirmed"), confirm=True, danger=True),
    ),
    flow={"draft": "neutral", "confirmed": "done", "cancelled": "stopped"},
    frozen=("confirmed", "cancelled"),
    private={"input_cost": "cost"},
    scope=scopes.field_operations,
    natural_key=None,
    offline=True,
)

OBSERVATIONS = Resource(
    name="agronomy.observations",
    model=Observation,
    read=schemas.ObservationRead,
    write=schemas.ObservationWrite,
    title=("name",),
    icon="mdi6.binoculars",
    columns=("observed_at", "plot_id", "kind", "organism", "severity", "affected_percent", "observer_id"),
    filters=("plot_id", "kind", "severity", "observed_at", "organism", "observer_id", "team_id", "affected_percent"),
    sort=("-observed_at",),
    sections=(
        ("observation", ("plot_id", "observed_at", "kind", "organism", "severity")),
        ("sample", ("sample_count", "affected_count", "affected_percent", "latitude", "longitude")),
        ("observer", ("observer_id", "team_id")),
        ("notes", ("note",)),
    ),
    crud=Crud(prepare=sampling.prepare_observation),
    scope=scopes.of_people("observer_id"),
    natural_key=None,
    offline=True,
)

MAP_POINTS = Resource(
    name="agronomy.map-points",
    model=MapPoint,
    read=MapPointRead,
    write=MapPointWrite,
    title=("name",),
    icon="mdi6.map-marker",
    columns=("name", "kind", "plot_id", "longitude", "latitude", "noted_on"),
    filters=("name", "kind", "plot_id", "noted_on"),
    sort=("name",),
    sections=(
        ("point", ("name", "kind", "longitude", "latitude", "plot_id", "noted_on", "archived")),
        ("notes", ("note",)),
    ),
    crud=Crud(prepare=sampling.prepare_point),
    scope=scopes.on_own_plots,
    natural_key=None,
)

RESOURCES = (FIELD_OPERATIONS, OBSERVATIONS, MAP_POINTS)
