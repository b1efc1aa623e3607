"""The bytes of the files of a record: fetched once, kept on this computer until sign-out, looked at, handed on."""

import shutil
from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QSize

from fofal_desktop.api.client import Client
from fofal_desktop.glance import Glance, glance
from fofal_desktop.jobs import is_cancelled, report
from fofal_desktop.opened import copy_of
from fofal_server.contract.meta import ResourceMeta

Record = dict[str, Any]


class AttachmentContent:
    """All of it runs in jobs, which hear how much has come and can stop it."""

    def __init__(self, client: Client, attachments: ResourceMeta) -> None:
        self._client, self._attachments = client, attachments

    def seen(self, record: Record, room: QSize) -> Glance:
        """What is seen of a file whose kind can be."""
        return glance(self._kept(record), record["media_type"], room)

    def write(self, record: Record, target: Path) -> None:
        """A copy that is the person's."""
        shutil.copyfile(self._kept(record), target)

    def _kept(self, record: Record) -> Path:
        kept = copy_of(record["id"])
        if not kept.exists():
            fresh = kept.with_name(f"{kept.name}.{uuid4().hex}")  # the same one may be on its way already
            self._client.attachment(self._attachments, record["id"], fresh, progress=report, cancelled=is_cancelled)
            fresh.replace(kept)
        return kept
