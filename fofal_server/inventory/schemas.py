"""What a person may type and see of the stock."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from annotated_types import Ge, Gt, Le, MaxLen, MinLen
from pydantic import BaseModel, Field

from fofal_server.contract.kinds import Kind
from fofal_server.core.fields import (
    Code,
    Count,
    Day,
    Exact,
    Flag,
    Moment,
    Money,
    Name,
    Note,
    Percent,
    Quantity,
    UnitPrice,
    UserId,
    refers_many,
)
from fofal_server.core.resource import Read, Write
from fofal_server.inventory.models import (
    CountStatus,
    ItemCategory,
    LotOrigin,
    MoveKind,
    MoveStatus,
    QualityStatus,
    ReservationStatus,
    StockState,
    StorageKind,
    Valuation,
)
from fofal_server.inventory.models.keys import BinId, CountId, ItemId, LotId, MoveId, PlotId, SupplierId, WarehouseId
from fofal_server.settings.models import SiteId

Celsius = Annotated[Decimal, Exact(Kind.QUANTITY, decimals=1, digits=5)]
Humidity = Annotated[Percent, Ge(0), Le(100)]
Level = Annotated[Quantity, Ge(0)]
Positive = Annotated[Quantity, Gt(0)]
MANY = 500


class ItemWrite(Write):
    code: Code
    name: Name
    category: ItemCategory
    unit: Code
    valuation: Valuation = Valuation.AVERAGE
    alert_quantity: Level | None = None
    minimum_quantity: Level | None = None
    maximum_quantity: Level | None = None
    shelf_life_days: Annotated[Count, Ge(1), Le(36500)] | None = None
    active_ingredient: Name | None = None
    registration: Code | None = None
    pre_harvest_days: Annotated[Count, Ge(0), Le(3650)] | None = None
    reentry_hours: Annotated[Count, Ge(0), Le(8760)] | None = None
    storage_temperature_min: Celsius | None = None
    storage_temperature_max: Celsius | None = None
    storage_humidity_min: Humidity | None = None
    storage_humidity_max: Humidity | None = None
    note: Note | None = None
    archived: Flag = False


class ItemRead(ItemWrite, Read): ...


class WarehouseWrite(Write):
    code: Code
    name: Name
    site_id: SiteId | None = None
    kind: StorageKind = StorageKind.DRY
    capacity: Positive | None = None
    capacity_unit: Code | None = None
    address: Note | None = None
    note: Note | None = None
    archived: Flag = False


class WarehouseRead(WarehouseWrite, Read): ...


class BinWrite(Write):
    code: Code
    name: Name | None = None
    warehouse_id: WarehouseId
    note: Note | None = None
    archived: Flag = False


class BinRead(BinWrite, Read): ...


class LotWrite(Write):
    code: Code
    item_id: ItemId
    produced_on: Day | None = None
    expires_on: Day | None = None
    quality_status: QualityStatus = QualityStatus.AVAILABLE
    plot_id: PlotId | None = None
    supplier_id: SupplierId | None = None
    supplier_lot: Code | None = None
    note: Note | None = None


class LotRead(LotWrite, Read):
    origin: LotOrigin
    origin_id: UUID | None
    parent_ids: Annotated[list[UUID], refers_many("inventory.lots")]


class SplitBody(Write):
    """A part of the lot goes on under a new code, where it lies."""

    code: Code
    warehouse_id: WarehouseId
    bin_id: BinId | None = None
    quantity: Positive


class MergePart(Write):
    lot_id: LotId
    warehouse_id: WarehouseId
    bin_id: BinId | None = None
    quantity: Positive


class MergeBody(Write):
    """Parts of lots of one item become a new lot that lies in this warehouse and bin."""

    code: Code
    warehouse_id: WarehouseId
    bin_id: BinId | None = None
    parts: Annotated[list[MergePart], MinLen(1), MaxLen(MANY)]


class MoveWrite(Write):
    kind: MoveKind
    item_id: ItemId
    lot_id: LotId | None = None
    quantity: Quantity
    unit_cost: Annotated[UnitPrice, Ge(0)] | None = None
    amount: Annotated[Money, Ge(0)] | None = None
    source_id: WarehouseId | None = None
    source_bin_id: BinId | None = None
    destination_id: WarehouseId | None = None
    destination_bin_id: BinId | None = None
    moved_at: Moment | None = None
    plot_id: PlotId | None = None
    cost_center: Code | None = None
    reference: Name | None = None
    reason: Note | None = None


class EntryRead(BaseModel):
    """What a posted move changed in one place."""

    warehouse_id: WarehouseId
    bin_id: BinId | None
    lot_id: LotId | None
    quantity: Quantity


class MoveRead(MoveWrite, Read):
    number: Code | None
    value: Money | None
    status: MoveStatus
    new_lot_id: LotId | None
    posted_at: Moment | None
    posted_by: UserId | None
    reverses_id: MoveId | None
    count_id: CountId | None
    entries: list[EntryRead]


class PostAllBody(Write):
    """Drafts to be posted in this order, all or none."""

    ids: Annotated[list[UUID], MinLen(1), MaxLen(MANY)]


class PostedAll(BaseModel):
    """How many moves were posted, and their numbers in the order asked for."""

    posted: int
    numbers: list[str]


class BalanceRead(Read):
    item_id: ItemId
    warehouse_id: WarehouseId
    bin_id: BinId | None
    lot_id: LotId | None
    quantity: Quantity
    reserved: Quantity
    available: Quantity
    unit_cost: UnitPrice
    value: Money


class StockLevelRead(Read):
    item_id: ItemId
    code: Code
    name: Name
    category: ItemCategory
    unit: Code
    quantity: Quantity
    available: Quantity
    alert_quantity: Quantity | None
    minimum_quantity: Quantity | None
    state: StockState


class LotLevelRead(Read):
    lot_id: LotId
    code: Code
    item_id: ItemId
    quantity: Quantity
    expires_on: Day | None
    quality_status: QualityStatus


class LayerRead(Read):
    item_id: ItemId
    move_id: MoveId
    position: Count
    quantity: Quantity
    value: Money
    quantity_left: Quantity
    value_left: Money


class ReservationWrite(Write):
    item_id: ItemId
    warehouse_id: WarehouseId
    lot_id: LotId | None = None
    quantity: Positive
    purpose: Name
    plot_id: PlotId | None = None
    needed_on: Day | None = None
    note: Note | None = None


class HoldRead(BaseModel):
    """The part of a reservation held in one place and lot."""

    bin_id: BinId | None
    lot_id: LotId | None
    quantity: Quantity


class ReservationRead(ReservationWrite, Read):
    status: ReservationStatus
    move_id: MoveId | None
    holds: list[HoldRead]


class CountLineWrite(Write):
    id: UUID | None = None
    item_id: ItemId
    lot_id: LotId | None = None
    bin_id: BinId | None = None
    counted: Level | None = None
    reason: Note | None = None


class CountLineRead(CountLineWrite):
    theoretical: Quantity | None
    gap: Quantity | None


class GapRead(BaseModel):
    """Books against count, for who approves; ``value`` is the gap in francs at the item's mean cost."""

    item_id: ItemId
    lot_id: LotId | None
    bin_id: BinId | None
    theoretical: Quantity
    counted: Quantity | None
    gap: Quantity | None
    value: Money | None


class CountHead(Write):
    warehouse_id: WarehouseId
    counted_on: Day | None = None
    note: Note | None = None


class CountWrite(CountHead):
    lines: Annotated[list[CountLineWrite], MaxLen(5000)] = Field(default_factory=list)


class CountRead(CountHead, Read):
    number: Code | None
    status: CountStatus
    frozen_at: Moment | None
    counted_by: UserId | None
    counted_at: Moment | None
    approved_by: UserId | None
    approved_at: Moment | None
    lines: list[CountLineRead]
    gaps: list[GapRead]
