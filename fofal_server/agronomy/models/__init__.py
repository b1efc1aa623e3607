"""Tables of agronomy, one file per record."""

from fofal_server.agronomy.models.bunch_weights import BunchWeight, WeightSource
from fofal_server.agronomy.models.crop_cycles import CropCycle, CycleStage, CycleStatus
from fofal_server.agronomy.models.crops import Crop
from fofal_server.agronomy.models.field_operations import (
    FieldOperation,
    InputUsage,
    LabourUsage,
    OperationKind,
    OperationStatus,
)
from fofal_server.agronomy.models.harvest_rounds import HarvestRound, RoundStatus
from fofal_server.agronomy.models.harvests import Grade, Harvest, HarvestLine, HarvestStatus, HarvestWeather
from fofal_server.agronomy.models.map_points import MapPoint, PointKind
from fofal_server.agronomy.models.observations import Observation, ObservationKind, Severity
from fofal_server.agronomy.models.plantings import Planting, PlantingKind
from fofal_server.agronomy.models.plots import AreaSource, Drainage, EudrState, Plot, PlotStatus
from fofal_server.agronomy.models.quality_checks import Criterion, QualityCheck, QualityCriterion

__all__ = [
    "AreaSource", "BunchWeight", "Criterion", "Crop", "CropCycle", "CycleStage", "CycleStatus", "Drainage",
    "EudrState", "FieldOperation", "Grade", "Harvest", "HarvestLine", "HarvestRound", "HarvestStatus",
    "HarvestWeather", "InputUsage", "LabourUsage", "MapPoint", "Observation", "ObservationKind", "OperationKind",
    "OperationStatus", "Planting", "PlantingKind", "Plot", "PlotStatus", "PointKind", "QualityCheck",
    "QualityCriterion", "RoundStatus", "Severity", "WeightSource",
]  # fmt: skip
