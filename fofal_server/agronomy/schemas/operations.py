"""What a person may type and see of field operations and observations."""

from typing import Annotated
from uuid import UUID

from annotated_types import Ge, Gt, Le, MaxLen
from pydantic import Field

from fofal_server.agronomy.models import ObservationKind, OperationKind, OperationStatus, Severity
from fofal_server.agronomy.models.references import (
    CycleId,
    EmployeeId,
    ItemId,
    LotId,
    MoveId,
    PlotId,
    TeamId,
    WarehouseId,
)
from fofal_server.contract.weather import Advice
from fofal_server.core.fields import (
    Area,
    Code,
    Coordinate,
    Count,
    Day,
    Flag,
    Moment,
    Money,
    Name,
    Note,
    Percent,
    Quantity,
)
from fofal_server.core.resource import Read, Write


class InputUsageWrite(Write):
    id: UUID | None = None
    item_id: ItemId
    lot_id: LotId | None = None
    warehouse_id: WarehouseId | None = None
    quantity: Annotated[Quantity, Gt(0)]
    dose_per_ha: Annotated[Quantity, Ge(0)] | None = None
    pre_harvest_days: Annotated[Count, Ge(0), Le(366)] | None = None
    reentry_hours: Annotated[Count, Ge(0), Le(1000)] | None = None
    target: Name | None = None


class InputUsageRead(InputUsageWrite):
    move_id: MoveId | None


class LabourUsageWrite(Write):
    id: UUID | None = None
    employee_id: EmployeeId | None = None
    team_id: TeamId | None = None
    hours: Annotated[Quantity, Ge(0)] | None = None
    quantity_done: Annotated[Quantity, Ge(0)] | None = None
    unit: Code | None = None


class FieldOperationWrite(Write):
    plot_id: PlotId
    cycle_id: CycleId | None = None
    kind: OperationKind
    done_on: Day
    done_until: Moment | None = None
    area_done_ha: Annotated[Area, Gt(0)] | None = None
    warehouse_id: WarehouseId | None = None
    team_id: TeamId | None = None
    operator_id: EmployeeId | None = None
    equipment: Name | None = None
    protective_equipment: Flag = False
    weather: Name | None = None
    reason: Name | None = None
    inputs: Annotated[list[InputUsageWrite], MaxLen(100)] = Field(default_factory=list)
    labour: Annotated[list[LabourUsageWrite], MaxLen(500)] = Field(default_factory=list)
    note: Note | None = None


class FieldOperationRead(FieldOperationWrite, Read):
    name: Name
    status: OperationStatus
    forecast: Advice | None
    input_cost: Money
    labour_hours: Quantity
    inputs: list[InputUsageRead]  # type: ignore[assignment]  # stored lines know their issue as well


class ObservationWrite(Write):
    plot_id: PlotId
    observed_at: Moment
    kind: ObservationKind
    organism: Name | None = None
    severity: Severity = Severity.NONE
    affected_count: Annotated[Count, Ge(0)] | None = None
    sample_count: Annotated[Count, Gt(0)] | None = None
    latitude: Annotated[Coordinate, Ge(-90), Le(90)] | None = None
    longitude: Annotated[Coordinate, Ge(-180), Le(180)] | None = None
    observer_id: EmployeeId | None = None
    team_id: TeamId | None = None
    note: Note | None = None


class ObservationRead(ObservationWrite, Read):
    name: Name
    affected_percent: Percent | None
