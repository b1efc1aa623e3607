"""First expired, first out: which lots a quantity is taken from, and which must stay where they are."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from fofal_server.core.errors import Refused
from fofal_server.core.plain import plain
from fofal_server.inventory import valuation
from fofal_server.inventory.models import Lot, MoveKind, QualityStatus
from fofal_server.inventory.stock import Row, Stock


@dataclass(frozen=True)
class Wanted:
    """So much from a warehouse, perhaps from one bin or lot of it; ``day`` decides what has expired.

    With ``any_bin``, no bin means whichever; without, it means what lies in none.
    """

    kind: MoveKind
    quantity: Decimal
    warehouse_id: UUID
    bin_id: UUID | None
    lot_id: UUID | None
    day: dt.date
    any_bin: bool = True


@dataclass(frozen=True)
class Pick:
    """A part of what is wanted, from one place and lot."""

    row: Row
    quantity: Decimal


def barred(lot: Lot, day: dt.date) -> str | None:
    """Why a lot may not be issued on this day, as the key of the refusal; None when it may."""
    if lot.quality_status is QualityStatus.REJECTED:
        return "inventory.lot_rejected"
    if lot.quality_status is QualityStatus.QUARANTINE:
        return "inventory.lot_quarantine"
    if lot.expires_on is not None and lot.expires_on < day:
        return "inventory.lot_expired"
    return None


def pick(stock: Stock, wanted: Wanted) -> list[Pick]:
    """Parts that add up to what is wanted, earliest expiry first; refused when they cannot.

    An issue takes no barred lot. Issues and transfers choose lots themselves when none is named; a loss or an
    adjustment must name the lot it speaks of.
    """
    if wanted.lot_id and wanted.kind is MoveKind.ISSUE:
        _refuse_barred(stock, wanted)
    there = [row for row in stock.rows.values() if _lies(row, wanted)]
    fit = sorted((row for row in there if _fits(stock, row, wanted)), key=lambda row: _turn(stock, row))
    picks = list(_filled(fit, wanted.quantity))
    if sum((one.quantity for one in picks), valuation.ZERO) < wanted.quantity:
        raise _short(stock, wanted, there, fit)
    return picks


def _refuse_barred(stock: Stock, wanted: Wanted) -> None:
    lot = stock.lots.get(wanted.lot_id) if wanted.lot_id else None
    reason = barred(lot, wanted.day) if lot else None
    if lot and reason:
        expired = f"{lot.expires_on:%d/%m/%Y}" if lot.expires_on else ""
        raise Refused(reason, field="lot_id", lot=lot.code, expired=expired)


def _lies(row: Row, wanted: Wanted) -> bool:
    anywhere = wanted.bin_id is None and wanted.any_bin
    return row.place.warehouse_id == wanted.warehouse_id and (anywhere or row.place.bin_id == wanted.bin_id)


def _fits(stock: Stock, row: Row, wanted: Wanted) -> bool:
    if wanted.lot_id or row.place.lot_id is None:
        return row.place.lot_id == wanted.lot_id
    chosen = wanted.kind in {MoveKind.ISSUE, MoveKind.TRANSFER}
    return chosen and barred(stock.lots[row.place.lot_id], wanted.day) is None


def _turn(stock: Stock, row: Row) -> tuple[Any, ...]:
    """Earliest expiry, then oldest; what has neither date comes last."""
    lot = stock.lots[row.place.lot_id] if row.place.lot_id else None
    expires = lot.expires_on if lot else None
    produced = lot.produced_on if lot else None
    return expires or dt.date.max, produced or dt.date.max, lot is None, row.id


def _filled(rows: Iterable[Row], quantity: Decimal) -> Iterable[Pick]:
    due = quantity
    for row in rows:
        part = min(due, row.free)
        if part > 0:
            yield Pick(row, part)
            due -= part


def _short(stock: Stock, wanted: Wanted, there: list[Row], fit: list[Row]) -> Refused:
    nameless = wanted.lot_id is None and wanted.kind not in {MoveKind.ISSUE, MoveKind.TRANSFER}
    if nameless and any(row.place.lot_id and row.free > 0 for row in there):
        return Refused("inventory.lot_due", field="lot_id")
    return Refused(
        "inventory.insufficient",
        field="quantity",
        item=stock.item.code,
        unit=stock.item.unit,
        wanted=plain(wanted.quantity),
        available=plain(sum((row.free for row in fit), valuation.ZERO)),
        present=plain(sum((row.quantity for row in there), valuation.ZERO)),
    )
