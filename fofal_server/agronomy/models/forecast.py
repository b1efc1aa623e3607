"""What the forecast says against work on the day that it is planned for, as a field of what is planned.

The same as ``weather.work``, reckoned by the database when it is asked: a forecast changes every hour, and a plan that
was written anew each time would have a history of weather.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Numeric, case, cast, literal_column, or_, select
from sqlalchemy.orm import aliased

from fofal_server.agronomy.models.plots import Plot
from fofal_server.contract.weather import Origin
from fofal_server.core import clock
from fofal_server.core.models import only_sql
from fofal_server.settings.models import Parameter
from fofal_server.weather.models import WeatherDay
from fofal_server.weather.work import ORDER, STEPS

TODAY = f"(now() AT TIME ZONE '{clock.COMPANY_ZONE}')::date"
"""The business day in SQL."""
AHEAD = 6
"""Days after today of which there is a forecast."""
_NUMBER = r"^-?[0-9]+(\.[0-9]+)?$"


def planned_for(day: str, status: StrEnum) -> Any:
    """The gravest advice for the ``day`` of work that stands at ``status``; nothing where nothing is known."""

    def told(work: Any) -> ColumnElement[Any]:
        plot, seen, limit = aliased(Plot), aliased(WeatherDay), aliased(Parameter)
        today: Any = literal_column(TODAY)
        on = getattr(work, day)
        due = plot.id == work.plot_id, work.status == status, on.between(today, today + AHEAD)
        holds = limit.valid_from <= on, or_(limit.valid_to.is_(None), limit.valid_to >= on)
        asked = (
            select(_advice(limit))
            .select_from(plot)
            .join(seen, seen.site_id == plot.site_id)
            .join(limit, or_(*(limit.code == step.code for step in STEPS)))
            .where(*due, seen.day == on, seen.origin == Origin.FORECAST, *holds, _reached(seen, limit))
            .order_by(_rank(limit).desc())
            .limit(1)
        )
        return asked.correlate_except(plot, seen, limit).scalar_subquery()

    return only_sql("forecast", told)


def _reached(seen: Any, limit: Any) -> ColumnElement[bool]:
    """A threshold that is no number is none."""
    written = limit.value.op("#>>")(literal_column("'{}'"))
    measured = case(*((limit.code == step.code, getattr(seen, step.column)) for step in STEPS))
    return case((written.op("~")(_NUMBER), measured >= cast(written, Numeric)), else_=False)


def _advice(limit: Any) -> ColumnElement[str]:
    return case(*((limit.code == step.code, step.advice.value) for step in STEPS))


def _rank(limit: Any) -> ColumnElement[int]:
    return case(*((limit.code == step.code, ORDER.index(step.advice)) for step in STEPS))
