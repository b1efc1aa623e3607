"""What a person may type and see of crops, plots, plantings and cycles."""

from typing import Annotated

from annotated_types import Ge, Gt, Le

from fofal_server.agronomy.models import (
    AreaSource,
    CycleStage,
    CycleStatus,
    Drainage,
    EudrState,
    PlantingKind,
    PlotStatus,
)
from fofal_server.agronomy.models.references import CropId, EmployeeId, ItemId, PlotId, TeamId
from fofal_server.core.fields import Area, Code, Coordinate, Count, Day, Flag, Geometry, Money, Name, Note, Quantity
from fofal_server.core.resource import Read, Write
from fofal_server.settings.models import SiteId

PositiveArea = Annotated[Area, Gt(0)]
PositiveCount = Annotated[Count, Gt(0)]


class CropWrite(Write):
    code: Code
    name: Name
    variety: Name | None = None
    scientific_name: Name | None = None
    perennial: Flag = True
    density_per_ha: PositiveCount | None = None
    harvest_interval_days: Annotated[Count, Ge(1), Le(366)] | None = None
    first_harvest_months: Annotated[Count, Ge(0), Le(240)] | None = None
    in_bunches: Flag = True
    item_id: ItemId | None = None
    note: Note | None = None
    archived: Flag = False


class CropRead(CropWrite, Read): ...


class PlotWrite(Write):
    code: Code
    name: Name
    site_id: SiteId
    crop_id: CropId
    geometry: Geometry | None = None
    declared_area_ha: PositiveArea | None = None
    net_area_ha: PositiveArea | None = None
    planted_on: Day | None = None
    plant_count: Annotated[Count, Ge(0)] | None = None
    material: Name | None = None
    status: PlotStatus | None = None
    manager_id: EmployeeId | None = None
    team_id: TeamId | None = None
    soil: Name | None = None
    drainage: Drainage | None = None
    road_access: Name | None = None
    land_title: Name | None = None
    cleared_on: Day | None = None
    evidence_on: Day | None = None
    evidence_reference: Name | None = None
    note: Note | None = None
    archived: Flag = False


class PlotRead(PlotWrite, Read):
    area_ha: Area | None
    area_source: AreaSource | None
    perimeter_m: Quantity | None
    longitude: Coordinate | None
    latitude: Coordinate | None
    eudr_state: EudrState


class PlantingWrite(Write):
    plot_id: PlotId
    crop_id: CropId
    kind: PlantingKind = PlantingKind.PLANTING
    planted_on: Day
    plant_count: PositiveCount
    material: Name | None = None
    seed_lot: Name | None = None
    spacing_m: Annotated[Quantity, Gt(0)] | None = None
    note: Note | None = None


class PlantingRead(PlantingWrite, Read):
    name: Name


class CropCycleWrite(Write):
    code: Code
    plot_id: PlotId
    crop_id: CropId
    started_on: Day
    ended_on: Day | None = None
    stage: CycleStage = CycleStage.PLANNING
    target_yield_kg_ha: Annotated[Quantity, Gt(0)] | None = None
    budget: Annotated[Money, Ge(0)] | None = None
    note: Note | None = None


class CropCycleRead(CropCycleWrite, Read):
    status: CycleStatus
    harvested_kg: Quantity
    actual_yield_kg_ha: Quantity | None
