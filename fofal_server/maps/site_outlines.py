"""The outline of a site, as far as the farm goes: judged like any other, though the settings know no maps."""

from sqlalchemy.orm import Session

from fofal_server.core.actor import Actor
from fofal_server.core.errors import Refused
from fofal_server.maps import outline
from fofal_server.settings.events import SiteOutlined


def judge(_session: Session, _actor: Actor, event: SiteOutlined) -> None:
    """Refuse what is no sound area; turn its rings as RFC 7946 asks."""
    if event.site.geometry is None:
        return
    drawn = outline.of(event.site.geometry)
    if drawn.area_ha is None:
        raise Refused("maps.site_area_due", field="geometry")
    event.site.geometry = drawn.geometry
