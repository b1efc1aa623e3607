"""How records of agronomy point to each other and to what lies below them."""

from typing import Annotated
from uuid import UUID

from fofal_server.core.fields import refers

CropId = Annotated[UUID, refers("agronomy.crops")]
PlotId = Annotated[UUID, refers("agronomy.plots")]
CycleId = Annotated[UUID, refers("agronomy.crop-cycles")]
HarvestId = Annotated[UUID, refers("agronomy.harvests")]
EmployeeId = Annotated[UUID, refers("hr.employees")]
TeamId = Annotated[UUID, refers("hr.teams")]
ItemId = Annotated[UUID, refers("inventory.items")]
WarehouseId = Annotated[UUID, refers("inventory.warehouses")]
LotId = Annotated[UUID, refers("inventory.lots")]
MoveId = Annotated[UUID, refers("inventory.stock-moves")]
