"""Where the modules lead: the list of each resource, and pages made by hand beside the resource they are about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.models.map_contents import PLOTS
from fofal_desktop.models.operations import ALERTS, JOBS
from fofal_desktop.models.rain_book import RAIN
from fofal_desktop.models.sensors import SENSORS
from fofal_desktop.models.weather import STATIONS
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.alerts import NAME as ALERT_CENTRE
from fofal_desktop.views.pages.alerts import SYMBOL as ALERT_CENTRE_SYMBOL
from fofal_desktop.views.pages.dashboard import NAME as DASHBOARD
from fofal_desktop.views.pages.dashboard import SYMBOL as DASHBOARD_SYMBOL
from fofal_desktop.views.pages.map import NAME as MAP
from fofal_desktop.views.pages.map import SYMBOL as MAP_SYMBOL
from fofal_desktop.views.pages.operations import NAME as OPERATIONS
from fofal_desktop.views.pages.operations import SYMBOL as OPERATIONS_SYMBOL
from fofal_desktop.views.pages.rain_book import NAME as RAIN_BOOK
from fofal_desktop.views.pages.rain_book import SYMBOL as RAIN_BOOK_SYMBOL
from fofal_desktop.views.pages.rights import NAME as RIGHTS
from fofal_desktop.views.pages.rights import SYMBOL as RIGHTS_SYMBOL
from fofal_desktop.views.pages.sensors import NAME as SENSORS_PAGE
from fofal_desktop.views.pages.sensors import SYMBOL as SENSORS_SYMBOL
from fofal_desktop.views.pages.weather import NAME as WEATHER
from fofal_desktop.views.pages.weather import SYMBOL as WEATHER_SYMBOL
from fofal_server.contract.meta import ResourceMeta


@dataclass(frozen=True)
class Way:
    """One line of a module, and the place it opens; without a domain it stands above them all."""

    place: Place
    label: str
    symbol: str
    domain: str
    domain_label: str


@dataclass(frozen=True)
class HandMade:
    """A page for whoever may read the resource that it stands ``beside``."""

    name: str
    words: str
    symbol: str
    beside: str


DASHBOARD_WORDS = QT_TRANSLATE_NOOP("Way", "Dashboard")
PAGES = (
    HandMade(MAP, QT_TRANSLATE_NOOP("Way", "Map"), MAP_SYMBOL, PLOTS),
    HandMade(RIGHTS, QT_TRANSLATE_NOOP("Way", "Rights"), RIGHTS_SYMBOL, "auth.roles"),
    HandMade(OPERATIONS, QT_TRANSLATE_NOOP("Way", "State of the installation"), OPERATIONS_SYMBOL, JOBS),
    HandMade(ALERT_CENTRE, QT_TRANSLATE_NOOP("Way", "Centre of alerts"), ALERT_CENTRE_SYMBOL, ALERTS),
    HandMade(RAIN_BOOK, QT_TRANSLATE_NOOP("Way", "Rain book by the month"), RAIN_BOOK_SYMBOL, RAIN),
    HandMade(SENSORS_PAGE, QT_TRANSLATE_NOOP("Way", "Sensors at a glance"), SENSORS_SYMBOL, SENSORS),
    HandMade(WEATHER, QT_TRANSLATE_NOOP("Way", "Weather of the sites"), WEATHER_SYMBOL, STATIONS),
)


def ways(resources: Iterable[ResourceMeta]) -> Iterator[Way]:
    """The dashboard, then the order of the server; resources that are only reached through others have none."""
    words = QCoreApplication.translate("Way", DASHBOARD_WORDS)
    yield Way(Place("page", DASHBOARD), words, DASHBOARD_SYMBOL, "", "")
    for resource in resources:
        if resource.hidden:
            continue
        beside = (resource.domain, resource.domain_label)
        yield Way(Place("list", resource.name), resource.label, resource.icon, *beside)
        for page in PAGES:
            if page.beside == resource.name:
                words = QCoreApplication.translate("Way", page.words)
                yield Way(Place("page", page.name), words, page.symbol, *beside)
