"""Whose turn it is: a share of the devices, always the same ones for a version, and whoever may not wait."""

import hashlib
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fofal_server.contract.updates import Manifest, rank
from fofal_server.core import audit
from fofal_server.updates.models import Share

RESOURCE = "updates.rollout"
"""Under this name the trail tells of it."""


def due(manifest: Manifest, percent: int, device: UUID, runs: str) -> bool:
    """Whether a device that runs an older version may take this one now; below the minimum always."""
    if rank(runs) >= rank(manifest.version):
        return False
    return rank(runs) < rank(manifest.minimum) or _lot(device, manifest.version) < percent


def _lot(device: UUID, version: str) -> int:
    """0 to 99, drawn anew for each version, so that it is not always the same ones who try first."""
    drawn = hashlib.sha256(device.bytes + version.encode()).digest()
    return int.from_bytes(drawn[:8]) % 100


def percent_of(session: Session, manifest: Manifest) -> int:
    """The share that an administrator set for exactly this version; 0 before that."""
    chosen = Share.channel == manifest.channel, Share.version == manifest.version
    return session.scalar(select(Share.percent).where(*chosen)) or 0


def published(session: Session, manifest: Manifest) -> None:
    """Note in the trail that this version is offered from now on."""
    told = {"minimum": manifest.minimum, "packages": [one.file for one in manifest.packages]}
    audit.tell(session, "publish", RESOURCE, label=_named(manifest), after=told)


def stage(session: Session, manifest: Manifest, percent: int) -> None:
    """Set the share of the version that is offered; the trail tells of it."""
    before = percent_of(session, manifest)
    session.merge(Share(channel=manifest.channel, version=manifest.version, percent=percent))
    session.flush()
    then = {"percent": percent}
    audit.tell(session, "stage", RESOURCE, label=_named(manifest), before={"percent": before}, after=then)


def _named(manifest: Manifest) -> str:
    return f"{manifest.channel} {manifest.version}"
