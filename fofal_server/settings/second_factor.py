"""The day from which second factors are demanded: two weeks after the first administrator, unless all is invented."""

from datetime import timedelta

from sqlalchemy.orm import Session

from fofal_server.auth.administrators import other_administrators
from fofal_server.auth.deadline import REQUIRED_FROM
from fofal_server.auth.events import AdministratorNamed
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.settings.models import Parameter
from fofal_server.settings.services import is_demo

GRACE = timedelta(days=14)


def on_administrator(session: Session, _actor: Actor, _event: AdministratorNamed) -> None:
    """With the first administrator, or with the next one when somebody took the day away since."""
    _set_day(session)


def seed(session: Session) -> None:
    """The same for an installation whose administrators are older than this rule."""
    if other_administrators(session, None):
        _set_day(session)
    session.flush()


def _set_day(session: Session) -> None:
    """Set the day where there is none."""
    known = scoped(SYSTEM, Parameter, Parameter.id).where(Parameter.code == REQUIRED_FROM)
    if is_demo(session) or session.scalar(known.limit(1)) is not None:
        return
    session.add(
        Parameter(
            code=REQUIRED_FROM,
            name="Second facteur exigé à partir du",
            value=(clock.today() + GRACE).isoformat(),
            valid_from=clock.today(),
            source="Réglage de FOFAL : quatorze jours après le premier administrateur.",
            category="auth",
        )
    )
