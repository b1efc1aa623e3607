"""References within the stock and to its neighbours, by what they point to."""

from typing import Annotated
from uuid import UUID

from fofal_server.core.fields import refers

ItemId = Annotated[UUID, refers("inventory.items")]
WarehouseId = Annotated[UUID, refers("inventory.warehouses")]
BinId = Annotated[UUID, refers("inventory.bins")]
LotId = Annotated[UUID, refers("inventory.lots")]
MoveId = Annotated[UUID, refers("inventory.stock-moves")]
CountId = Annotated[UUID, refers("inventory.stock-counts")]
PlotId = Annotated[UUID, refers("agronomy.plots")]
SupplierId = Annotated[UUID, refers("parties.parties")]
