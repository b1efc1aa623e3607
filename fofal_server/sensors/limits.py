"""Days that hold for sensors, as dated parameters: how long what they say is kept, by when somebody goes and sees.

Until somebody dates another value, the one here holds.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.errors import Refused
from fofal_server.core.texts import text
from fofal_server.sensors import dated
from fofal_server.sensors.bounds import code_of, seeded
from fofal_server.sensors.kinds import MEASURES, SensorKind
from fofal_server.settings.models import Parameter

FROM = dt.date(2000, 1, 1)
SHORTEST = 31
"""Days that are kept whatever somebody types: a slip of the finger must not cost the readings of a season."""
_ACTED = "Usage du suivi des capteurs : temps pour aller voir sur place (à confirmer par l'exploitation)"

_BOUNDS_SOURCE = (
    "Valeurs d'usage du suivi des cultures (à confirmer par l'agronome). Les bornes basses de température viennent "
    "de climats tempérés."
)


@dataclass(frozen=True)
class Days:
    """A number of days as it is seeded, and the least that may be typed."""

    code: str
    name: str
    value: int
    source: str
    least: int = 1


READINGS = Days(
    "sensors.retention_days", "Conservation des relevés de capteurs", 365,
    "Décision de l'exploitation ; les relevés s'en vont par mois entiers, jamais avant ce délai", SHORTEST,
)  # fmt: skip
REJECTED = Days(
    "sensors.rejected_days", "Conservation des relevés refusés", 90,
    "Décision de l'exploitation : le temps de réparer un appareil et de s'en expliquer", SHORTEST,
)  # fmt: skip
SILENT = Days("sensors.silent_days", "Capteur muet : à voir sous", 1, _ACTED)
BATTERY = Days("sensors.battery_days", "Batterie de capteur faible : à voir sous", 3, _ACTED)
SIGNAL = Days("sensors.signal_days", "Signal de capteur faible : à voir sous", 5, _ACTED)
MAINTENANCE = Days("sensors.maintenance_days", "Entretien de capteur : à finir sous", 7, _ACTED)
LIMITS = (READINGS, REJECTED, SILENT, BATTERY, SIGNAL, MAINTENANCE)


def days(session: Session, limit: Days) -> dt.timedelta:
    """How long, today; refused when what somebody typed is no number of days, or too few."""
    return read(limit, dated.in_force(session))


def read(limit: Days, found: Mapping[str, Any]) -> dt.timedelta:
    """The same of parameters that are at hand."""
    value = found.get(limit.code, limit.value)
    if not isinstance(value, int) or isinstance(value, bool) or not limit.least <= value <= 36_500:
        raise Refused("sensors.days_unreadable", name=limit.code, least=limit.least)
    return dt.timedelta(days=value)


def missing(session: Session) -> Iterable[Parameter]:
    """The parameters that nobody has dated yet, ready to be added to a new installation."""
    known = set(session.scalars(scoped(SYSTEM, Parameter, Parameter.code).where(Parameter.category == "sensors")))
    for kind in SensorKind:
        if code_of(kind) not in known:
            name = f"Bornes : {text(f'choice.SensorKind.{kind}')}"
            yield _dated(code_of(kind), name, seeded(kind), MEASURES[kind].unit, _BOUNDS_SOURCE)
    for limit in LIMITS:
        if limit.code not in known:
            yield _dated(limit.code, limit.name, limit.value, "jours", limit.source)


def _dated(code: str, name: str, value: Any, unit: str, source: str) -> Parameter:
    return Parameter(code=code, name=name, value=value, unit=unit, valid_from=FROM, source=source, category="sensors")
