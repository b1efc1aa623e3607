"""Rounds, harvests, bunch weights and quality checks as resources."""

from fofal_server.agronomy import harvesting, rounds, sampling, scopes, verdicts
from fofal_server.agronomy.models import BunchWeight, Harvest, HarvestRound, QualityCheck
from fofal_server.agronomy.schemas import harvests as schemas
from fofal_server.core.resource import Action, Crud, Resource

HARVEST_ROUNDS = Resource(
    name="agronomy.harvest-rounds",
    model=HarvestRound,
    read=schemas.HarvestRoundRead,
    write=schemas.HarvestRoundWrite,
    title=("name",),
    icon="mdi6.calendar-clock",
    columns=(
        "due_on",
        "plot_id",
        "team_id",
        "days_late",
        "forecast",
        "expected_bunches",
        "expected_kg",
        "status",
        "done_on",
    ),
    filters=("plot_id", "due_on", "team_id", "status", "days_late", "forecast", "done_on", "harvest_id"),
    sort=("due_on",),
    sections=(
        ("round", ("plot_id", "due_on", "team_id", "status", "days_late", "forecast")),
        ("expected", ("expected_bunches", "expected_kg")),
        ("outcome", ("done_on", "harvest_id")),
        ("notes", ("note",)),
    ),
    crud=Crud(prepare=rounds.prepare),
    actions=(Action("cancel", rounds.cancel, states=("planned",), confirm=True),),
    flow={"planned": "active", "done": "done", "missed": "stopped", "cancelled": "stopped"},
    frozen=("done", "missed", "cancelled"),
    scope=scopes.of_people(),
    natural_key=None,
    follows=("agronomy.harvests",),
)

HARVESTS = Resource(
    name="agronomy.harvests",
    model=Harvest,
    read=schemas.HarvestRead,
    write=schemas.HarvestWrite,
    title=("name",),
    icon="mdi6.fruit-cherries",
    columns=("harvested_on", "plot_id", "team_id", "total_bunches", "total_weight_kg", "unripe_percent", "grade",
             "lot_code", "status"),
    filters=("plot_id", "harvested_on", "warehouse_id", "cycle_id", "team_id", "checker_id", "grade", "status",
             "lot_id", "lot_code", "total_weight_kg", "unripe_percent"),
    sort=("-harvested_on",),
    sections=(
        ("sheet", ("plot_id", "harvested_on", "started_at", "team_id", "checker_id", "weather", "status")),
        ("lines", ("lines",)),
        ("totals", ("total_bunches", "total_weight_kg", "bunch_weight_kg", "unripe_percent", "unripe_warnings",
                    "grade")),
        ("stock", ("warehouse_id", "lot_id", "lot_code", "cycle_id")),
        ("notes", ("note",)),
    ),
    crud=Crud(prepare=harvesting.prepare),
    actions=(
        Action("confirm", harvesting.confirm, states=("draft",), confirm=True, offline=True),
        Action("cancel", harvesting.cancel, states=("draft", "confirmed"), confirm=True, danger=True),
    ),
    flow={"draft": "neutral", "confirmed": "done", "cancelled": "stopped"},
    frozen=("confirmed", "cancelled"),
    scope=scopes.harvests,
    natural_key=None,
    offline=True,
)  # fmt: skip

BUNCH_WEIGHTS = Resource(
    name="agronomy.bunch-weights",
    model=BunchWeight,
    read=schemas.BunchWeightRead,
    write=schemas.BunchWeightWrite,
    title=("name",),
    icon="mdi6.scale",
    columns=("month", "plot_id", "sample_bunches", "sample_kg", "average_kg", "source"),
    filters=("plot_id", "month", "source", "average_kg"),
    sort=("-month",),
    sections=(
        ("sample", ("plot_id", "month", "source", "sample_bunches", "sample_kg", "average_kg")),
        ("notes", ("note",)),
    ),
    crud=Crud(prepare=sampling.prepare_bunch_weight),
    scope=scopes.on_own_plots,
    natural_key=None,
    offline=True,
)

QUALITY_CHECKS = Resource(
    name="agronomy.quality-checks",
    model=QualityCheck,
    read=schemas.QualityCheckRead,
    write=schemas.QualityCheckWrite,
    title=("name",),
    icon="mdi6.clipboard-check-outline",
    columns=("checked_at", "name", "plot_id", "grade", "conform", "inspector_id"),
    filters=("harvest_id", "lot_id", "plot_id", "checked_at", "grade", "conform", "inspector_id"),
    sort=("-checked_at",),
    sections=(
        ("subject", ("harvest_id", "lot_id", "plot_id", "checked_at", "inspector_id")),
        ("verdict", ("grade", "conform", "criteria", "measures")),
        ("notes", ("note",)),
    ),
    crud=Crud(prepare=verdicts.prepare),
    verbs=("read", "create"),
    scope=scopes.of_own_harvests,
    without_import="An inspector signs what he measured, once.",
    natural_key=None,
    offline=True,
)

RESOURCES = (HARVEST_ROUNDS, HARVESTS, BUNCH_WEIGHTS, QUALITY_CHECKS)
