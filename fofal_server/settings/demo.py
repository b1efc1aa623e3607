"""The invented site on which everything of a demo database stands."""

from sqlalchemy.orm import Session

from fofal_server.core import crud
from fofal_server.core.actor import SYSTEM
from fofal_server.settings.resources import SITES
from fofal_server.settings.schemas import SiteWrite

SITE = "DEMO"


def load(session: Session) -> None:
    """Add the demo's site; its place is that of the invented plots, no real farm's."""
    body = SiteWrite.model_validate(
        {"code": SITE, "name": "Plantation inventée (démo)", "latitude": "4.0535", "longitude": "9.7040"}
    )
    crud.create(session, SITES, SYSTEM, body)
