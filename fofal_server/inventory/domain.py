"""The stock as a domain."""

from fofal_server.core.domain import Domain
from fofal_server.inventory import check, numbers
from fofal_server.inventory.figures import FIGURES, SERIES
from fofal_server.inventory.resources import RESOURCES
from fofal_server.inventory.routes import OPERATIONS

DOMAIN = Domain(
    "inventory",
    icon="mdi6.warehouse",
    resources=RESOURCES,
    operations=OPERATIONS,
    figures=FIGURES,
    series=SERIES,
    proofs={"inventory.proof": check.unsound, "inventory.numbers": numbers.gaps},
    totals={
        "inventory.stock_value": "SELECT coalesce(sum(value), 0) FROM inventory_stock_balance",
        "inventory.posted_moves": "SELECT count(*) FROM inventory_stock_move WHERE status = 'posted'",
    },
)
