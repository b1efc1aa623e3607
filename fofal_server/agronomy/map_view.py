"""The farm as the map shows it: outlines, points, and the measures by which plots are coloured, written by PostgreSQL.

Five statements however many plots there are; one of them is enough to say that nothing has changed.
"""

import datetime as dt
import gzip
import hashlib
from typing import Any

from sqlalchemy import Numeric, Select, Text, case, cast, false, func, literal, select, true
from sqlalchemy.orm import Session

from fofal_server.agronomy import limits
from fofal_server.agronomy.models import Crop, Harvest, HarvestStatus, MapPoint, Plot
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor, Reach
from fofal_server.core.keeping import keepable
from fofal_server.core.operation import Answer, Call
from fofal_server.core.rows import as_json
from fofal_server.settings.models import Parameter, Site

TWELVE_MONTHS = dt.timedelta(days=365)
YEAR = 365.2425
"""Days of a year of the calendar, on average."""


def answer(call: Call) -> Answer:
    """The whole map with an ETag; 304 while nothing of it has changed since."""
    today = clock.today()
    tag = _tag(call.session, call.actor, today)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept-Encoding, Authorization"}
    if call.headers.get("if-none-match") == tag:
        return Answer(b"", 304, headers)
    body = _body(call.session, call.actor, today)
    if "gzip" in call.headers.get("accept-encoding", ""):
        return keepable(Answer(gzip.compress(body, 1, mtime=0), 200, headers | {"Content-Encoding": "gzip"}))
    return keepable(Answer(body, 200, headers))


def _body(session: Session, actor: Actor, today: dt.date) -> bytes:
    plots = session.scalar(as_json(_plots(actor, today)))
    points, sites = (session.scalar(as_json(query(actor))) for query in (_points, _sites))
    least, most, beyond = limits.numbers(session, limits.USUAL_MIN, limits.USUAL_MAX, limits.OVERLAP_MAX)
    usual = f'{{"min_ha":"{least}","max_ha":"{most}","beyond_percent":"{beyond}"}}'
    moment = clock.now().isoformat().replace("+00:00", "Z")
    return f'{{"plots":{plots},"points":{points},"sites":{sites},"usual":{usual},"measured_at":"{moment}"}}'.encode()


def _plots(actor: Actor, today: dt.date) -> Select[Any]:
    picked = _picked(actor, today)
    area = func.coalesce(Plot.net_area_ha, Plot.area_ha)
    age = func.round(cast((literal(today) - Plot.planted_on) / YEAR, Numeric), 1)
    measured = (
        cast(case((Plot.planted_on <= today, age)), Text).label("age_years"),
        picked.c.last_on.label("last_harvest_on"),
        (literal(today) - picked.c.last_on).label("days_since_harvest"),
        cast(func.round(picked.c.kilograms / area), Text).label("kg_per_ha"),
    )
    query = scoped(
        actor, Plot, Plot.id, Plot.code, Plot.name, Plot.site_id, Plot.crop_id, Crop.name.label("crop"),
        Plot.status, Plot.version, Plot.geometry, _text(Plot.longitude), _text(Plot.latitude), _text(Plot.area_ha),
        Plot.plant_count, Plot.planted_on, *measured,
    )  # fmt: skip
    joined = query.join(Crop, Crop.id == Plot.crop_id).outerjoin(picked, picked.c.plot_id == Plot.id)
    return joined.where(Plot.archived.is_(False)).order_by(Plot.code)


def _points(actor: Actor) -> Select[Any]:
    place = _text(MapPoint.longitude), _text(MapPoint.latitude)
    shown = (MapPoint.plot_id, MapPoint.noted_on, MapPoint.version)
    query = scoped(actor, MapPoint, MapPoint.id, MapPoint.name, MapPoint.kind, *place, *shown)
    return query.where(MapPoint.archived.is_(False)).order_by(MapPoint.name, MapPoint.id)


def _sites(actor: Actor) -> Select[Any]:
    """Those whose outline somebody has drawn; none for who may not see sites."""
    drawn = Site.geometry.is_not(None) if _sees_sites(actor) else false()
    query = scoped(actor, Site, Site.id, Site.code, Site.name, Site.geometry)
    return query.where(drawn, Site.archived.is_(False)).order_by(Site.code)


def _picked(actor: Actor, today: dt.date) -> Any:
    """Of each plot the last day and the kilograms of twelve months.

    Whoever sees some harvests only would get a yield that is wrong without a sign of it: he gets none.
    """
    newest = func.sum(Harvest.total_weight_kg).filter(Harvest.harvested_on > today - TWELVE_MONTHS)
    kilograms = func.coalesce(newest, 0).label("kilograms")
    query = scoped(SYSTEM, Harvest, Harvest.plot_id, func.max(Harvest.harvested_on).label("last_on"))
    picked = query.add_columns(kilograms).where(
        Harvest.status == HarvestStatus.CONFIRMED, true() if _sees_harvests(actor) else false()
    )
    return picked.group_by(Harvest.plot_id).subquery()


def _sees_harvests(actor: Actor) -> bool:
    return actor.reach("agronomy.harvests:read") is Reach.ALL


def _sees_sites(actor: Actor) -> bool:
    return actor.reach("settings.sites:read") is Reach.ALL


def _text(column: Any) -> Any:
    return cast(func.trim_scale(column), Text).label(column.key)


def _tag(session: Session, actor: Actor, today: dt.date) -> str:
    """Changes whenever a row behind the map was added, changed or taken away, and with each day."""
    whose = ((Plot, actor), (MapPoint, actor), *((one, SYSTEM) for one in (Harvest, Crop, Site, Parameter)))
    seen = [
        scoped(who, model, func.concat_ws(",", func.count(), func.sum(model.version), func.max(model.updated_at)))
        for model, who in whose
    ]
    states = session.execute(select(*(query.scalar_subquery() for query in seen))).one()
    told = [str(actor.user_id), _sees_harvests(actor), _sees_sites(actor), today.isoformat(), *states]
    return f'"{hashlib.sha256(repr(told).encode()).hexdigest()[:32]}"'
