"""What the engine hears of without looking, declared so that each has its rule, its words and its page."""

from fofal_server.core.watch import Severity, Watch
from fofal_server.notifications.deeds import AWAY
from fofal_server.notifications.models import AlertSource
from fofal_server.notifications.rounds import FAILED

WATCHES = (
    Watch(FAILED, Severity.WARNING, None),
    Watch(AWAY, Severity.CRITICAL, None),
    Watch(AlertSource.ALERTMANAGER.value, Severity.WARNING, None),
)
