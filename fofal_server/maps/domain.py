"""Maps as a domain."""

from fofal_server.core.domain import Domain
from fofal_server.maps import places, tiles
from fofal_server.maps.routes import OPERATIONS

DOMAIN = Domain("maps", icon="mdi6.map-outline", operations=OPERATIONS, jobs=(tiles.sweep, places.FORGET))
