"""Every number that a rule of the weather needs, as dated parameters that are read once."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.errors import Refused
from fofal_server.settings.models import Parameter
from fofal_server.weather.balance import Rule

PREFIX = "weather."
STRICT, INCLUSIVE = "<", "<="


@dataclass(frozen=True)
class Thresholds:
    """All values of all days; asking for one that nobody has set is refused."""

    rows: Sequence[Parameter]

    def value(self, name: str, day: dt.date) -> Any:
        code = PREFIX + name
        found = next((row for row in self.rows if row.code == code and row.holds(day)), None)
        if found is None:
            raise Refused("settings.parameter_missing", name=code, day=f"{day:%d/%m/%Y}")
        return found.value

    def number(self, name: str, day: dt.date) -> Decimal:
        return _number(name, self.value(name, day))

    def steps(self, name: str) -> list[tuple[tuple[dt.date, dt.date], Decimal]]:
        """From which day to which a number holds, as a question to the database needs it."""
        rows = [row for row in self.rows if row.code == PREFIX + name]
        return [((row.valid_from, row.valid_to or dt.date.max), _number(name, row.value)) for row in rows]

    def rule(self, day: dt.date, reserve: Decimal | None = None) -> Rule:
        """How the balance of a month is reckoned; ``reserve`` is the site's own where its soil is not the usual."""
        return Rule(
            reserve=self.number("reserve_mm", day) if reserve is None else reserve,
            dry=self.number("demand_dry_mm", day),
            wet=self.number("demand_wet_mm", day),
            rainy_days=int(self.number("rainy_days", day)),
            inclusive=self.value("rainy_days_rule", day) == INCLUSIVE,
            full_from=int(self.number("reserve_full_from_month", day)),
        )


def _number(name: str, value: Any) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise Refused("weather.not_a_number", name=PREFIX + name, value=str(value)[:40]) from error


def read(session: Session) -> Thresholds:
    """Those that hold at some time, by one question."""
    query = scoped(SYSTEM, Parameter).where(Parameter.code.startswith(PREFIX, autoescape=True))
    return Thresholds(session.scalars(query).all())
