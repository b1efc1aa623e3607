"""The sites of the farm, as pages offer them to be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fofal_desktop.api.calls import Calls
from fofal_server.contract.meta import ResourceMeta

SITES = "settings.sites"
AT_ONCE = 200


@dataclass(frozen=True)
class Site:
    """``placed``: it has coordinates, so that a provider can be asked for its weather."""

    id: str
    name: str
    placed: bool


def read_sites(client: Calls, metas: Mapping[str, ResourceMeta]) -> list[Site]:
    """Sites in use that this person may see, those with a place first; blocking, for a job."""
    resource = metas.get(SITES)
    if resource is None:
        return []
    rows: list[dict[str, Any]] = []
    while len(rows) % AT_ONCE == 0:
        more = client.page(resource, offset=len(rows), limit=AT_ONCE, sort=("name",), total=False).items
        if not more:
            break
        rows += more
    found = [Site(row["id"], row["name"], None not in (row["latitude"], row["longitude"])) for row in rows]
    return sorted(found, key=lambda site: not site.placed)
