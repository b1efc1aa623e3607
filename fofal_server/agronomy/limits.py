"""Thresholds of agronomy as dated parameters; until somebody dates another value, the one written here holds."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.errors import Refused
from fofal_server.settings.models import Parameter
from fofal_server.settings.services import parameter_row, parameter_rows

FROM = dt.date(2000, 1, 1)


@dataclass(frozen=True)
class Limit:
    """One parameter as it is seeded; ``value`` is text, so that no decimal is lost."""

    code: str
    name: str
    value: str
    unit: str | None
    source: str


AREA_MIN = Limit(
    "agronomy.plot_area_min_ha", "Surface minimale d'une parcelle", "0.01", "ha",
    "Contrôle de saisie : une parcelle plus petite est une faute de tracé",
)  # fmt: skip
AREA_MAX = Limit(
    "agronomy.plot_area_max_ha", "Surface maximale d'une parcelle", "500", "ha",
    "Contrôle de saisie : une parcelle plus grande est une faute de tracé",
)  # fmt: skip
USUAL_MIN = Limit(
    "agronomy.plot_area_usual_min_ha", "Surface en dessous de laquelle un import avertit", "0.1", "ha",
    "Contrôle d'import : de 0,1 à 200 ha, une surface est ordinaire ; en dehors elle est signalée, non refusée",
)  # fmt: skip
USUAL_MAX = Limit(
    "agronomy.plot_area_usual_max_ha", "Surface au-dessus de laquelle un import avertit", "200", "ha",
    "Contrôle d'import : de 0,1 à 200 ha, une surface est ordinaire ; en dehors elle est signalée, non refusée",
)  # fmt: skip
TRACK_CORNERS = Limit(
    "agronomy.track_corners_max", "Sommets au-delà desquels un relevé GPX est allégé", "500", None,
    "Contrôle d'import : un récepteur note une position par seconde de marche (à confirmer par le géomètre)",
)  # fmt: skip
TRACK_TOLERANCE = Limit(
    "agronomy.track_tolerance_m", "Écart toléré quand un relevé GPX est allégé", "1", "m",
    "Contrôle d'import : moins que l'erreur d'un récepteur de poche (à confirmer par le géomètre)",
)  # fmt: skip
OVERLAP_MAX = Limit(
    "agronomy.plot_overlap_max_percent", "Chevauchement toléré entre parcelles", "1", "%",
    "Contrôle d'import : tolérance des relevés GPS de deux voisins",
)  # fmt: skip
POLYGON_FROM = Limit(
    "agronomy.polygon_from_ha", "Surface à partir de laquelle le polygone est exigé", "4", "ha",
    "Règlement (UE) 2023/1115, art. 2(28) : plus de 4 ha en polygone ; 4 ha exactement traités comme polygone",
)  # fmt: skip
EUDR_CUTOFF = Limit(
    "agronomy.eudr_cutoff", "Date butoir de déforestation", "2020-12-31", None,
    "Règlement (UE) 2023/1115, art. 2(13) : pas de déforestation après le 31 décembre 2020",
)  # fmt: skip
UNRIPE_MAX = Limit(
    "agronomy.unripe_max_percent", "Régimes verts tolérés par récolteur", "5", "%",
    "Usage de plantation : alerte au-delà de 5 % par récolteur (à confirmer par l'agronome)",
)  # fmt: skip
BUNCH_WEIGHT_AGE = Limit(
    "agronomy.bunch_weight_max_months", "Âge maximal d'un poids moyen de régime", "12", "mois",
    "Usage de plantation : le poids moyen augmente avec l'âge (à confirmer par l'agronome)",
)  # fmt: skip

LIMITS = (
    AREA_MIN, AREA_MAX, USUAL_MIN, USUAL_MAX, TRACK_CORNERS, TRACK_TOLERANCE, OVERLAP_MAX, POLYGON_FROM, EUDR_CUTOFF,
    UNRIPE_MAX, BUNCH_WEIGHT_AGE,
)  # fmt: skip


def number(session: Session, limit: Limit, day: dt.date | None = None) -> Decimal:
    """The threshold on a business day (today when not given)."""
    return _number(limit, _value(session, limit, day))


def numbers(session: Session, *limits: Limit) -> list[Decimal]:
    """Several thresholds of today, by one question."""
    rows = parameter_rows(session, [one.code for one in limits])
    return [_number(one, rows[one.code].value if one.code in rows else one.value) for one in limits]


def _number(limit: Limit, value: Any) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise Refused("agronomy.limit_unreadable", name=limit.code, value=str(value)[:40]) from error


def day(session: Session, limit: Limit) -> dt.date:
    """A threshold that is a day."""
    value = _value(session, limit, None)
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise Refused("agronomy.limit_unreadable", name=limit.code, value=str(value)[:40]) from error


def _value(session: Session, limit: Limit, day: dt.date | None) -> Any:
    row = parameter_row(session, limit.code, day)
    return limit.value if row is None else row.value


def missing(session: Session) -> Iterable[Parameter]:
    """The parameters that nobody has dated yet, ready to be added to a new installation."""
    codes = [limit.code for limit in LIMITS]
    known = set(session.scalars(scoped(SYSTEM, Parameter, Parameter.code).where(Parameter.code.in_(codes))))
    for limit in LIMITS:
        if limit.code not in known:
            yield Parameter(
                code=limit.code, name=limit.name, value=limit.value, unit=limit.unit, valid_from=FROM,
                source=limit.source, category="agronomy",
            )  # fmt: skip
