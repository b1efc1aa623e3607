"""The stock as resources."""

from fofal_server.core.resource import Action, Crud, Resource
from fofal_server.inventory import counting, items, lots, moves, places, posting, reserving, reversal, schemas, worth
from fofal_server.inventory.models import (
    CostLayer,
    Item,
    Lot,
    LotLevel,
    Reservation,
    StockBalance,
    StockCount,
    StockLevel,
    StockMove,
    StorageBin,
    Warehouse,
)

ITEMS = Resource(
    name="inventory.items",
    model=Item,
    read=schemas.ItemRead,
    write=schemas.ItemWrite,
    icon="mdi6.package-variant",
    columns=("code", "name", "category", "unit", "alert_quantity", "valuation"),
    filters=("code", "name", "category", "unit", "valuation"),
    sort=("code",),
    sections=(
        ("item", ("code", "name", "category", "unit", "valuation", "archived")),
        ("levels", ("alert_quantity", "minimum_quantity", "maximum_quantity")),
        ("treatment", ("active_ingredient", "registration", "pre_harvest_days", "reentry_hours")),
        (
            "storage",
            (
                "shelf_life_days",
                "storage_temperature_min",
                "storage_temperature_max",
                "storage_humidity_min",
                "storage_humidity_max",
            ),
        ),
        ("remarks", ("note",)),
    ),
    crud=Crud(prepare=items.check_item),
)

WAREHOUSES = Resource(
    name="inventory.warehouses",
    model=Warehouse,
    read=schemas.WarehouseRead,
    write=schemas.WarehouseWrite,
    icon="mdi6.warehouse",
    columns=("code", "name", "site_id", "kind", "capacity", "capacity_unit"),
    filters=("code", "name", "site_id", "kind"),
    sort=("code",),
    crud=Crud(prepare=places.check_warehouse),
)

BINS = Resource(
    name="inventory.bins",
    model=StorageBin,
    read=schemas.BinRead,
    write=schemas.BinWrite,
    icon="mdi6.bookshelf",
    columns=("code", "name", "warehouse_id"),
    title=("code",),
    filters=("code", "warehouse_id"),
    sort=("code",),
    crud=Crud(prepare=places.check_bin),
)

LOTS = Resource(
    name="inventory.lots",
    model=Lot,
    read=schemas.LotRead,
    write=schemas.LotWrite,
    icon="mdi6.barcode",
    columns=("code", "item_id", "produced_on", "expires_on", "quality_status", "origin", "plot_id", "supplier_id"),
    title=("code",),
    filters=("code", "item_id", "produced_on", "expires_on", "quality_status", "origin", "plot_id", "supplier_id"),
    sort=("-created_at",),
    sections=(
        ("lot", ("code", "item_id", "quality_status", "produced_on", "expires_on")),
        ("origin", ("origin", "plot_id", "supplier_id", "supplier_lot", "parent_ids")),
        ("remarks", ("note",)),
    ),
    crud=Crud(prepare=lots.check_lot),
)

MOVES = Resource(
    name="inventory.stock-moves",
    model=StockMove,
    read=schemas.MoveRead,
    write=schemas.MoveWrite,
    icon="mdi6.swap-horizontal",
    columns=(
        "moved_at", "number", "kind", "item_id", "lot_id", "quantity", "unit_cost", "value", "source_id",
        "destination_id", "plot_id", "reference", "status",
    ),
    title=("number", "reference"),
    filters=(
        "number", "kind", "status", "item_id", "lot_id", "new_lot_id", "source_id", "destination_id", "moved_at",
        "plot_id", "cost_center", "reference", "reverses_id", "count_id",
    ),
    sort=("-moved_at",),
    sections=(
        ("move", ("kind", "item_id", "lot_id", "quantity", "moved_at", "number", "status")),
        ("places", ("source_id", "source_bin_id", "destination_id", "destination_bin_id", "entries")),
        ("cost", ("unit_cost", "amount", "value")),
        ("purpose", ("plot_id", "cost_center", "reference", "reason", "reverses_id", "count_id")),
    ),
    crud=Crud(prepare=moves.check_move),
    actions=(
        Action("post", posting.post, states=("draft",), approvable=worth.POSTING, offline=True),
        Action(
            "cancel", reversal.cancel, states=("draft", "posted"), confirm=True, danger=True,
            approvable=worth.CANCELLING,
        ),
    ),
    flow={"draft": "active", "posted": "done", "cancelled": "stopped"},
    frozen=("posted", "cancelled"),
    private={"unit_cost": "cost", "amount": "cost", "value": "cost"},
    natural_key=None,
    offline=True,
)  # fmt: skip

BALANCES = Resource(
    name="inventory.stock-balances",
    model=StockBalance,
    read=schemas.BalanceRead,
    write=None,
    icon="mdi6.scale-balance",
    columns=(
        "item_id", "warehouse_id", "bin_id", "lot_id", "quantity", "reserved", "available", "unit_cost", "value",
    ),
    title=("id",),
    filters=("item_id", "warehouse_id", "bin_id", "lot_id", "quantity", "reserved", "available", "value"),
    sort=("item_id",),
    through=("item_id", "lot_id", "warehouse_id", "bin_id"),
    private={"unit_cost": "cost", "value": "cost"},
    fence=counting.unseen_while_counted,
    natural_key=None,
    follows=("inventory.stock-moves", "inventory.reservations", "inventory.stock-counts"),
)  # fmt: skip

LEVELS = Resource(
    name="inventory.stock-levels",
    model=StockLevel,
    read=schemas.StockLevelRead,
    write=None,
    icon="mdi6.gauge",
    columns=("code", "name", "state", "quantity", "available", "unit", "alert_quantity", "minimum_quantity"),
    filters=("item_id", "code", "name", "category", "state", "quantity", "available"),
    sort=("code",),
    aside=True,
    fence=counting.unseen_levels,
    natural_key=None,
    follows=("inventory.items", "inventory.stock-moves", "inventory.reservations", "inventory.stock-counts"),
)

LOT_LEVELS = Resource(
    name="inventory.lot-levels",
    model=LotLevel,
    read=schemas.LotLevelRead,
    write=None,
    icon="mdi6.calendar-alert",
    columns=("code", "item_id", "expires_on", "quantity", "quality_status"),
    title=("code",),
    filters=("lot_id", "code", "item_id", "expires_on", "quantity", "quality_status"),
    sort=("expires_on",),
    through=("item_id",),
    aside=True,
    fence=counting.unseen_lots,
    natural_key=None,
    follows=("inventory.lots", "inventory.stock-moves", "inventory.stock-counts"),
)

LAYERS = Resource(
    name="inventory.cost-layers",
    model=CostLayer,
    read=schemas.LayerRead,
    write=None,
    icon="mdi6.layers-triple",
    columns=("item_id", "position", "move_id", "quantity", "value", "quantity_left", "value_left"),
    title=("id",),
    filters=("item_id", "move_id", "quantity_left"),
    sort=("item_id", "position"),
    through=("item_id", "move_id"),
    private={"value": "cost", "value_left": "cost"},
    natural_key=None,
    follows=("inventory.stock-moves",),
)

RESERVATIONS = Resource(
    name="inventory.reservations",
    model=Reservation,
    read=schemas.ReservationRead,
    write=schemas.ReservationWrite,
    icon="mdi6.bookmark-check",
    columns=("item_id", "warehouse_id", "lot_id", "quantity", "purpose", "plot_id", "needed_on", "status"),
    title=("purpose",),
    filters=("item_id", "warehouse_id", "lot_id", "plot_id", "needed_on", "status"),
    sort=("-created_at",),
    through=("item_id", "plot_id"),
    crud=Crud(prepare=reserving.reserve),
    verbs=("read", "create"),
    actions=(
        Action("consume", reserving.consume, states=("active",), verb="post", confirm=True),
        Action("release", reserving.release, states=("active",), confirm=True),
    ),
    flow={"active": "active", "consumed": "done", "released": "stopped"},
    frozen=("consumed", "released"),
    without_import="It holds stock from the moment it is made; released, not taken back.",
    natural_key=None,
)

COUNTS = Resource(
    name="inventory.stock-counts",
    model=StockCount,
    read=schemas.CountRead,
    write=schemas.CountWrite,
    icon="mdi6.clipboard-list",
    columns=("number", "warehouse_id", "counted_on", "status", "counted_by", "approved_by"),
    title=("number",),
    filters=("number", "warehouse_id", "counted_on", "status"),
    sort=("-counted_on",),
    sections=(
        ("count", ("warehouse_id", "counted_on", "number", "status", "note")),
        ("count_sheet", ("lines",)),
        ("gaps", ("gaps",)),
        ("approval", ("frozen_at", "counted_by", "counted_at", "approved_by", "approved_at")),
    ),
    crud=Crud(prepare=counting.check_count),
    actions=(
        Action("freeze", counting.freeze, states=("draft",), verb="start", confirm=True),
        Action("count", counting.finish, states=("frozen",), verb="finish"),
        Action("recount", counting.recount, states=("counted",), verb="reject"),
        Action("approve", counting.approve, states=("counted",), confirm=True, approvable=worth.COUNTING),
        Action("cancel", counting.cancel, states=("draft", "frozen", "counted"), confirm=True, danger=True),
    ),
    flow={"draft": "neutral", "frozen": "active", "counted": "active", "approved": "done", "cancelled": "stopped"},
    frozen=("counted", "approved", "cancelled"),
    private={"gaps": "approve"},
    without_import="Its lines come when the stock is frozen; a sheet is pasted into them.",
    without_bulk="A count is of one place and one day.",
    natural_key=None,
)

RESOURCES = (ITEMS, WAREHOUSES, BINS, LOTS, MOVES, BALANCES, LEVELS, LOT_LEVELS, LAYERS, RESERVATIONS, COUNTS)
