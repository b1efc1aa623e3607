"""What a person may type and see of rounds, harvests, bunch weights and quality checks."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from annotated_types import Ge, Gt, MaxLen
from pydantic import Field

from fofal_server.agronomy.models import (
    Criterion,
    Grade,
    HarvestStatus,
    HarvestWeather,
    RoundStatus,
    WeightSource,
)
from fofal_server.agronomy.models.references import (
    CropId,
    CycleId,
    EmployeeId,
    HarvestId,
    LotId,
    PlotId,
    TeamId,
    WarehouseId,
)
from fofal_server.contract.weather import Advice
from fofal_server.core.fields import Code, Count, Day, Flag, Moment, Name, Note, Percent, Quantity, Words
from fofal_server.core.resource import Read, Write

Bunches = Annotated[Count, Ge(0)]
Kilograms = Annotated[Quantity, Ge(0)]


class HarvestLineWrite(Write):
    id: UUID | None = None
    employee_id: EmployeeId | None = None
    bunches_ripe: Bunches = 0
    bunches_underripe: Bunches = 0
    bunches_unripe: Bunches = 0
    bunches_overripe: Bunches = 0
    bunches_empty: Bunches = 0
    loose_fruit_kg: Kilograms = Decimal(0)
    weight_kg: Kilograms | None = None


class HarvestWrite(Write):
    plot_id: PlotId
    harvested_on: Day
    started_at: Moment | None = None
    warehouse_id: WarehouseId
    cycle_id: CycleId | None = None
    team_id: TeamId | None = None
    checker_id: EmployeeId | None = None
    weather: HarvestWeather | None = None
    grade: Grade = Grade.B
    lines: Annotated[list[HarvestLineWrite], MaxLen(500)] = Field(default_factory=list)
    note: Note | None = None


class HarvestRead(HarvestWrite, Read):
    name: Name
    status: HarvestStatus
    total_bunches: Count
    total_weight_kg: Quantity
    bunch_weight_kg: Quantity | None
    unripe_percent: Percent | None
    unripe_warnings: Words
    lot_id: LotId | None
    lot_code: Code | None


class HarvestRoundWrite(Write):
    plot_id: PlotId
    due_on: Day
    team_id: TeamId | None = None
    expected_bunches: Bunches | None = None
    expected_kg: Annotated[Quantity, Gt(0)] | None = None
    note: Note | None = None


class HarvestRoundRead(HarvestRoundWrite, Read):
    name: Name
    status: RoundStatus
    days_late: Count
    forecast: Advice | None
    done_on: Day | None
    harvest_id: HarvestId | None


class RoundsWanted(Write):
    """Days for which rounds are to be planned, for one crop, for some plots or for all that bear."""

    from_on: Day
    to_on: Day
    crop_id: CropId | None = None
    plot_ids: Annotated[list[PlotId], MaxLen(1000)] = Field(default_factory=list)


class RoundsMade(Write):
    created: int
    plots: int


class BunchWeightWrite(Write):
    plot_id: PlotId
    month: Day
    sample_bunches: Annotated[Count, Gt(0)]
    sample_kg: Annotated[Quantity, Gt(0)]
    source: WeightSource = WeightSource.SAMPLE
    note: Note | None = None


class BunchWeightRead(BunchWeightWrite, Read):
    name: Name
    average_kg: Quantity


class QualityCriterionWrite(Write):
    id: UUID | None = None
    criterion: Criterion
    value: Quantity | None = None
    limit_value: Quantity | None = None
    unit: Code | None = None
    conform: Flag = True
    note: Note | None = None


class QualityCheckWrite(Write):
    harvest_id: HarvestId | None = None
    lot_id: LotId | None = None
    checked_at: Moment
    inspector_id: EmployeeId | None = None
    grade: Grade
    conform: Flag
    criteria: Annotated[list[QualityCriterionWrite], MaxLen(100)] = Field(default_factory=list)
    measures: Note | None = None
    note: Note | None = None


class QualityCheckRead(QualityCheckWrite, Read):
    name: Name
    plot_id: PlotId | None
