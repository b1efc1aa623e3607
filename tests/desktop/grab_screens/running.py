"""The state of the installation."""

import dataclasses
import datetime as dt

from fofal_desktop.views.page import Place
from fofal_server.contract.operations import BackupSet, Replica, Replication
from tests.desktop.grab_screens.camera import Camera

DAY = dt.timedelta(days=1)


def shoot_operations(camera: Camera) -> None:
    """As it is, and with what makes tiles red and a table full."""
    page = camera.open(Place("page", "operations"))
    camera.shoot("operations")
    now = page.state.overview.at
    taken = [
        BackupSet(id=f"202611{20 - n}T001500Z-{n:04x}", made_at=now - n * DAY, state="good" if n != 3 else "broken",
                  problem="" if n != 3 else "base.sealed : 12 octets de moins", kind="physical", size=9_000_000 * (9 - n), seconds=6.6)
        for n in range(6)
    ]  # fmt: skip
    alerts = [{"code": "drill-old", "severity": "critical", "title": "La sauvegarde n’a pas été éprouvée"},
              {"code": "disk-low", "severity": "warning", "title": "Le disque se remplit"}]  # fmt: skip
    overview = page.state.overview.model_copy(update={"sets": taken, "copied": True})
    page.show_state(dataclasses.replace(page.state, overview=overview, alerts=alerts))
    camera.shoot("operations-alarmed")
    page.lists.setCurrentWidget(page.replicas)
    alerts = [{"code": "replica-lost", "severity": "critical", "title": "Une réplique est à recopier"}]
    several = Replication(replicas=invented_replicas(now), wanted=True)
    for name, found, wrong in (("-none", Replication(), []), ("", several, alerts)):
        overview = page.state.overview.model_copy(update={"replication": found})
        page.show_state(dataclasses.replace(page.state, overview=overview, alerts=wrong))
        camera.shoot(f"operations-replicas{name}")


def invented_replicas(now: dt.datetime) -> list[Replica]:
    """One that is well, one that was away too long."""
    return [
        Replica(name="entrepot_demo", address="10.90.0.2", state="streaming", since=now - 3 * DAY, lag_seconds=0.2,
                lag_bytes=183_000, slot="reserved", kept_bytes=16_800_000),
        Replica(name="ville_demo", since=now - DAY, slot="lost"),
    ]  # fmt: skip
