"""Invented stock for a demo database: items, warehouses, lots and what lies there; every name says so."""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.core import clock, crud
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.inventory import posting
from fofal_server.inventory.models import ItemCategory, MoveKind, StockMove, StorageKind, Valuation
from fofal_server.inventory.moves import drafted
from fofal_server.inventory.resources import BINS, ITEMS, LOTS, WAREHOUSES
from fofal_server.inventory.schemas import BinWrite, ItemWrite, LotWrite, WarehouseWrite
from fofal_server.settings.models import Site

INPUT, HARVEST, PACKAGING = ItemCategory.INPUT, ItemCategory.HARVEST, ItemCategory.PACKAGING
EQUIPMENT, PART = ItemCategory.EQUIPMENT, ItemCategory.SPARE_PART

_ITEMS = (
    ItemWrite(code="REGIME", name="Régimes de palme (démo)", category=HARVEST, unit="kg", shelf_life_days=3),
    ItemWrite(code="PAPAYE", name="Papaye fraîche (démo)", category=HARVEST, unit="kg", shelf_life_days=10),
    ItemWrite(code="NPK", name="Engrais NPK 20-10-10 (démo)", category=INPUT, unit="kg", alert_quantity=Decimal(500)),
    ItemWrite(code="KCL", name="Chlorure de potassium (démo)", category=INPUT, unit="kg", alert_quantity=Decimal(300)),
    ItemWrite(code="DOLOMIE", name="Dolomie (démo)", category=INPUT, unit="kg"),
    ItemWrite(
        code="HERBICIDE",
        name="Herbicide total (démo)",
        category=INPUT,
        unit="l",
        alert_quantity=Decimal(20),
        active_ingredient="Matière active A (démo)",
        registration="DEMO-0001",
        pre_harvest_days=21,
        reentry_hours=24,
    ),
    ItemWrite(
        code="INSECTICIDE",
        name="Insecticide papaye (démo)",
        category=INPUT,
        unit="l",
        alert_quantity=Decimal(5),
        active_ingredient="Matière active B (démo)",
        registration="DEMO-0002",
        pre_harvest_days=7,
        reentry_hours=12,
    ),
    ItemWrite(
        code="CARTON", name="Carton papaye 4 kg (démo)", category=PACKAGING, unit="u", alert_quantity=Decimal(400)
    ),
    ItemWrite(code="MACHETTE", name="Machette (démo)", category=EQUIPMENT, unit="u"),
    ItemWrite(code="CISEAU", name="Ciseau de récolte (démo)", category=EQUIPMENT, unit="u"),
    ItemWrite(code="BOUGIE", name="Bougie d'allumage (démo)", category=PART, unit="u", valuation=Valuation.FIFO),
)
_WAREHOUSES = (
    ("MAGASIN", "Magasin central (démo)", StorageKind.DRY, ("A1", "A2", "B1")),
    ("PHYTO", "Local phytosanitaire (démo)", StorageKind.CHEMICAL, ("P1",)),
    ("FROID", "Chambre froide (démo)", StorageKind.COLD, ()),
    ("QUAI", "Quai des régimes (démo)", StorageKind.OPEN_AIR, ()),
)


class _Opening(NamedTuple):
    """What lay there at the start: francs a unit; with ``days``, in a lot that expires so many days from today."""

    item: str
    warehouse: str
    quantity: str
    unit_cost: str
    days: int | None = None


_STOCK = (
    _Opening("NPK", "MAGASIN", "2400", "390"),
    _Opening("NPK", "MAGASIN", "600", "415"),
    _Opening("KCL", "MAGASIN", "450", "520"),
    _Opening("DOLOMIE", "MAGASIN", "1200", "95"),
    _Opening("HERBICIDE", "PHYTO", "35", "5200", 400),
    _Opening("HERBICIDE", "PHYTO", "12", "4900", 25),
    _Opening("INSECTICIDE", "PHYTO", "8.5", "11500", 200),
    _Opening("CARTON", "MAGASIN", "900", "450"),
    _Opening("MACHETTE", "MAGASIN", "48", "3500"),
    _Opening("CISEAU", "MAGASIN", "20", "9000"),
    _Opening("BOUGIE", "MAGASIN", "6", "2500"),
    _Opening("BOUGIE", "MAGASIN", "4", "2750"),
)


def load(session: Session) -> None:
    """Add the demo's stock under the same rules as typed one; the warehouses stand on the first site there is."""
    items = {body.code: crud.create(session, ITEMS, SYSTEM, body).id for body in _ITEMS}
    warehouses = _build(session)
    moves = [_receipt(session, number, row, items, warehouses) for number, row in enumerate(_STOCK, 1)]
    posting.post_moves(session, SYSTEM, moves)


def _build(session: Session) -> dict[str, UUID]:
    site_id = session.scalar(scoped(SYSTEM, Site, Site.id).order_by(Site.code).limit(1))
    built = {}
    for code, name, kind, bins in _WAREHOUSES:
        body = WarehouseWrite(code=code, name=name, kind=kind, site_id=site_id)
        built[code] = crud.create(session, WAREHOUSES, SYSTEM, body).id
        for place in bins:
            shelf = BinWrite(code=f"{code}-{place}", name=f"Rayon {place} (démo)", warehouse_id=built[code])
            crud.create(session, BINS, SYSTEM, shelf)
    return built


def _receipt(
    session: Session, number: int, row: _Opening, items: dict[str, UUID], warehouses: dict[str, UUID]
) -> StockMove:
    return drafted(
        session,
        SYSTEM,
        kind=MoveKind.RECEIPT,
        item_id=items[row.item],
        lot_id=None if row.days is None else _lot(session, f"LOT-{number:02} (démo)", items[row.item], row.days),
        quantity=Decimal(row.quantity),
        unit_cost=Decimal(row.unit_cost),
        destination_id=warehouses[row.warehouse],
        reference="Reprise de stock (démo)",
    )


def _lot(session: Session, code: str, item_id: UUID, days: int) -> UUID:
    expires = clock.today() + dt.timedelta(days=days)
    return crud.create(session, LOTS, SYSTEM, LotWrite(code=code, item_id=item_id, expires_on=expires)).id
