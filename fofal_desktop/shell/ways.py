"""Where the modules lead: the list of each resource, and pages made by hand beside the resource they are about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from fofal_desktop.views import hand_made
from fofal_desktop.views.hand_made import HandMade
from fofal_desktop.views.page import Place
from fofal_server.contract.meta import ResourceMeta


@dataclass(frozen=True)
class Way:
    """One line of a module, and the place it opens; without a domain it stands above them all."""

    place: Place
    label: str
    symbol: str
    domain: str
    domain_label: str


def ways(resources: Iterable[ResourceMeta]) -> Iterator[Way]:
    """The dashboard, then the order of the server; resources that are only reached through others have none."""
    yield _to(hand_made.DASHBOARD)
    for resource in resources:
        if resource.hidden:
            continue
        beside = (resource.domain, resource.domain_label)
        yield Way(Place("list", resource.name), resource.label, resource.icon, *beside)
        yield from (_to(page, *beside) for page in hand_made.LED_TO if page.beside == resource.name)


def _to(page: HandMade, domain: str = "", domain_label: str = "") -> Way:
    words = QCoreApplication.translate("Way", page.words)
    return Way(Place("page", page.name), words, page.symbol, domain, domain_label)
