"""Maps as a domain."""

from fofal_server.core.domain import Domain
from fofal_server.maps import places, site_outlines, tiles
from fofal_server.maps.routes import OPERATIONS
from fofal_server.settings.events import SiteOutlined

DOMAIN = Domain(
    "maps",
    icon="mdi6.map-outline",
    operations=OPERATIONS,
    jobs=(tiles.sweep, places.FORGET),
    subscribers={SiteOutlined: (site_outlines.judge,)},
)
