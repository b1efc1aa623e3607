"""How the installation is, as its page shows it: numbers, backups, open alerts and the jobs, read in one go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fofal_desktop.api.calls import Calls
from fofal_desktop.api.errors import ApiError
from fofal_desktop.api.request import Request
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.operations import Overview

JOBS, RUNS, ALERTS, LEVELS = "ops.jobs", "ops.job-runs", "notifications.alerts", "ops.service-levels"
MOST = 200
GRAVITY = ("info", "warning", "critical")

Record = dict[str, Any]


def gravity(severity: str) -> int:
    """How grave, to compare; what only a newer server knows is as grave as it gets."""
    return GRAVITY.index(severity) if severity in GRAVITY else len(GRAVITY)


@dataclass(frozen=True)
class Operations:
    """What the server told at one moment; lists that this person may not see are empty."""

    overview: Overview
    jobs: Mapping[str, Record] = field(default_factory=dict)
    runs: list[Record] = field(default_factory=list)
    alerts: list[Record] = field(default_factory=list)
    month: Record | None = None
    present: str | None = None
    """Per cent of this month in which the service was there."""

    def number(self, name: str, **labels: str) -> float | None:
        """The sum of what is measured under this name; None where nothing is."""
        wanted = labels.items()
        found = [one.value for one in self.overview.measures if one.name == name and wanted <= one.labels.items()]
        return sum(found) if found else None

    def moment(self, name: str) -> datetime | None:
        """A number that is a moment (``…_timestamp_seconds``)."""
        seconds = self.number(name)
        return None if seconds is None else datetime.fromtimestamp(seconds, self.overview.at.tzinfo)

    def gravest(self, codes: tuple[str, ...] | None = None) -> str:
        """How grave the worst open alert of these codes is, of any code unless some are given; empty for none."""
        mine = [one["severity"] for one in self.alerts if codes is None or one["code"] in codes]
        return max(mine, key=gravity, default="")

    def gravest_told(self, codes: tuple[str, ...] | None = None) -> str:
        """What the gravest of these alerts says; empty where none is open."""
        worst = self.gravest(codes)
        told = (one for one in self.alerts if codes is None or one["code"] in codes)
        return next((str(one["title"]) for one in told if one["severity"] == worst), "")

    def running(self) -> list[Record]:
        """Jobs at work, each with how far it is where its run tells."""
        told = {one["job_id"]: one["progress"] for one in self.runs}
        return [one | {"progress": told.get(one["id"])} for one in self.jobs.values() if one["running_since"]]


def read_operations(client: Calls, metas: Mapping[str, ResourceMeta]) -> Operations:
    """Ask for all of it; blocking, for a job."""
    overview = Overview.model_validate_json(client.send(Request("GET", "/ops/overview")).content)
    jobs = _rows(client, metas.get(JOBS), ())
    months = _rows(client, metas.get(LEVELS), ("period:eq:month",))
    return Operations(
        overview,
        {one["code"]: one for one in jobs},
        _rows(client, metas.get(RUNS), ("status:eq:running",)),
        open_alerts(client, metas),
        months[0] if months else None,
        _present(client),
    )


def _present(client: Calls) -> str | None:
    """None also for who may not ask."""
    try:
        told = client.send(Request("GET", "/notifications/availability", (("months", "1"),))).json()["months"]
    except ApiError as error:
        if error.status != 403:
            raise
        return None
    return told[0]["share"] if told else None


def open_alerts(client: Calls, metas: Mapping[str, ResourceMeta]) -> list[Record]:
    """What is wrong and not over, as far as this person may see it; blocking, for a job."""
    return _rows(client, metas.get(ALERTS), ("status:in:active|acknowledged",))


def _rows(client: Calls, resource: ResourceMeta | None, filters: tuple[str, ...]) -> list[Record]:
    if resource is None:
        return []
    return client.page(resource, offset=0, limit=MOST, filters=filters, total=False).items
