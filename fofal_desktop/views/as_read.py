"""The strip that says that what stands below is as it was read, and when: the server does not answer."""

from datetime import datetime
from typing import Any

from fofal_desktop.api.age import Dated
from fofal_desktop.api.clock import COMPANY_ZONE
from fofal_desktop.dialogs.frame import Banner
from fofal_desktop.line import line
from fofal_desktop.parts import named
from fofal_server.contract.meta import ResourceMeta

Record = dict[str, Any]


class AsRead(Banner):
    """Hidden while what stands below is fresh; nobody can close it. It goes by itself when the line is back."""

    def __init__(self) -> None:
        super().__init__()
        named(self.words, "asRead")
        self.read_at: datetime | None = None

    @property
    def is_old(self) -> bool:
        return self.read_at is not None

    def tell(self, read_at: datetime | None) -> None:
        """Say when it was read; None: just now."""
        self.read_at = read_at
        self.say("" if read_at is None else self._words(read_at), "warning")

    def take(self, found: Dated[Record], resource: ResourceMeta) -> Record:
        """Tell how old a record is; of an old one nobody knows what may still be done to it, but what can wait."""
        self.tell(found.read_at)
        if found.read_at is None:
            return found.value
        waits = {action.name for action in resource.actions if action.offline}
        return {**found.value, "allowed": [one for one in found.value.get("allowed", ()) if one in waits]}

    def _words(self, read_at: datetime) -> str:
        at = read_at.astimezone(COMPANY_ZONE)
        offline, meanwhile = self.tr("Offline: as read on {0} at {1}"), self.tr("Meanwhile: as read on {0} at {1}")
        words = meanwhile if line.is_there else offline
        return words.format(at.strftime("%d/%m/%Y"), at.strftime("%H:%M"))
