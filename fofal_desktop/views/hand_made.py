"""Pages made by hand as they are known before any of them is loaded: how one goes there, and what leads to them."""

from dataclasses import dataclass

from fofal_desktop.language import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class HandMade:
    """A page for whoever may read the resource that it stands ``beside``; beside none, for everybody.

    Without ``words`` no module leads to it.
    """

    name: str
    words: str
    symbol: str
    beside: str = ""


DASHBOARD = HandMade("dashboard", QT_TRANSLATE_NOOP("Way", "Dashboard"), "mdi6.view-dashboard-outline")
MAP = HandMade("map", QT_TRANSLATE_NOOP("Way", "Map"), "mdi6.map-outline", "agronomy.plots")
RIGHTS = HandMade("rights", QT_TRANSLATE_NOOP("Way", "Rights"), "mdi6.table-key", "auth.roles")
OPERATIONS = HandMade(
    "operations", QT_TRANSLATE_NOOP("Way", "State of the installation"), "mdi6.monitor-dashboard", "ops.jobs"
)
ALERTS = HandMade(
    "alerts", QT_TRANSLATE_NOOP("Way", "Centre of alerts"), "mdi6.bell-ring-outline", "notifications.alerts"
)
RAIN_BOOK = HandMade(
    "rain-book", QT_TRANSLATE_NOOP("Way", "Rain book by the month"), "mdi6.book-edit-outline", "weather.rain-readings"
)
SENSORS = HandMade(
    "sensors", QT_TRANSLATE_NOOP("Way", "Sensors at a glance"), "mdi6.access-point-network", "sensors.sensors"
)
WEATHER = HandMade(
    "weather", QT_TRANSLATE_NOOP("Way", "Weather of the sites"), "mdi6.weather-partly-cloudy", "weather.stations"
)
OUTBOX = HandMade("outbox", "", "mdi6.tray-arrow-up")
SETUP = HandMade("setup", "", "mdi6.flag-checkered")
LED_TO = (MAP, RIGHTS, OPERATIONS, ALERTS, RAIN_BOOK, SENSORS, WEATHER)
"""Those that stand in the modules, each below the list that it is about."""
