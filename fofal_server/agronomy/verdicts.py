"""Rules of quality checks: what does not conform is kept back in stock until somebody releases it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.agronomy.models import Harvest, QualityCheck
from fofal_server.agronomy.wording import day_text
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Refused
from fofal_server.inventory import services as stock
from fofal_server.inventory.models import Lot


def prepare(session: Session, actor: Actor, check: QualityCheck, _given: Mapping[str, Any]) -> None:
    """Find harvest, lot and plot from whichever was named; quarantine the lot when it does not conform."""
    if check.checked_at > clock.now():
        raise Refused("agronomy.future_day", field="checked_at", day=day_text(clock.day_of(check.checked_at)))
    harvest = _harvest(session, check)
    if harvest is not None:
        check.harvest_id, check.lot_id, check.plot_id = harvest.id, harvest.lot_id, harvest.plot_id
    lot = _lot(session, check)
    check.name = _name(harvest, lot)
    if not check.conform and not (check.measures or "").strip():
        raise Refused("agronomy.measures_due", field="measures")
    if not check.conform and lot is not None:
        stock.quarantine(session, actor, lot.id)


def _harvest(session: Session, check: QualityCheck) -> Harvest | None:
    """The harvest that is checked; locked, so that it is not confirmed past this verdict."""
    if check.harvest_id is None and check.lot_id is None:
        raise Refused("agronomy.check_subject_due", field="harvest_id")
    query = scoped(SYSTEM, Harvest).with_for_update(key_share=True).execution_options(populate_existing=True)
    if check.harvest_id is None:
        return session.scalars(query.where(Harvest.lot_id == check.lot_id)).first()
    harvest: Harvest | None = session.scalars(query.where(Harvest.id == check.harvest_id)).one_or_none()
    if harvest is None:
        raise Refused("unknown_reference", field="harvest_id")
    if check.lot_id not in {None, harvest.lot_id}:
        raise Refused("agronomy.lot_of_other_harvest", field="lot_id")
    return harvest


def _lot(session: Session, check: QualityCheck) -> Lot | None:
    if check.lot_id is None:
        return None
    lot = session.get(Lot, check.lot_id)
    if lot is None:
        raise Refused("unknown_reference", field="lot_id")
    check.plot_id = check.plot_id or lot.plot_id
    return lot


def _name(harvest: Harvest | None, lot: Lot | None) -> str:
    if lot is not None:
        return lot.code
    return harvest.name if harvest is not None else ""


def condemned(session: Session, harvest: Harvest) -> bool:
    """Whether the newest check of a harvest, made before it had a lot, found it not conform."""
    query = scoped(SYSTEM, QualityCheck, QualityCheck.conform).where(QualityCheck.harvest_id == harvest.id)
    return session.scalar(query.order_by(QualityCheck.checked_at.desc(), QualityCheck.id.desc()).limit(1)) is False
