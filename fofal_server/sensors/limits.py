"""How long what sensors say is kept, as dated parameters; until somebody dates another value, the one here holds."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.errors import Refused
from fofal_server.core.texts import text
from fofal_server.sensors.bounds import code_of, seeded
from fofal_server.sensors.kinds import MEASURES, SensorKind
from fofal_server.settings.models import Parameter
from fofal_server.settings.services import parameter_row

FROM = dt.date(2000, 1, 1)
SHORTEST = 31
"""Days that are kept whatever somebody types: a slip of the finger must not cost the readings of a season."""

_BOUNDS_SOURCE = (
    "Valeurs d'usage du suivi des cultures (à confirmer par l'agronome). Les bornes basses de température viennent "
    "de climats tempérés."
)


@dataclass(frozen=True)
class Days:
    """A number of days as it is seeded."""

    code: str
    name: str
    value: int
    source: str


READINGS = Days(
    "sensors.retention_days", "Conservation des relevés de capteurs", 365,
    "Décision de l'exploitation ; les relevés s'en vont par mois entiers, jamais avant ce délai",
)  # fmt: skip
REJECTED = Days(
    "sensors.rejected_days", "Conservation des relevés refusés", 90,
    "Décision de l'exploitation : le temps de réparer un appareil et de s'en expliquer",
)  # fmt: skip


def days(session: Session, limit: Days) -> dt.timedelta:
    """How long, today; refused when what somebody typed is no number of days, or too few."""
    row = parameter_row(session, limit.code)
    value = limit.value if row is None else row.value
    if not isinstance(value, int) or isinstance(value, bool) or not SHORTEST <= value <= 36_500:
        raise Refused("sensors.days_unreadable", name=limit.code, least=SHORTEST)
    return dt.timedelta(days=value)


def missing(session: Session) -> Iterable[Parameter]:
    """The parameters that nobody has dated yet, ready to be added to a new installation."""
    known = set(session.scalars(scoped(SYSTEM, Parameter, Parameter.code).where(Parameter.category == "sensors")))
    for kind in SensorKind:
        if code_of(kind) not in known:
            name = f"Bornes : {text(f'choice.SensorKind.{kind}')}"
            yield _dated(code_of(kind), name, seeded(kind), MEASURES[kind].unit, _BOUNDS_SOURCE)
    for limit in (READINGS, REJECTED):
        if limit.code not in known:
            yield _dated(limit.code, limit.name, limit.value, "jours", limit.source)


def _dated(code: str, name: str, value: Any, unit: str, source: str) -> Parameter:
    return Parameter(code=code, name=name, value=value, unit=unit, valid_from=FROM, source=source, category="sensors")
