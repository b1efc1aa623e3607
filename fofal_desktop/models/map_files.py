"""Files of outlines in and out: what a file would do to the plots, told feature by feature, and plots as files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from fofal_desktop.api.calls import TELLING, Calls, Progress
from fofal_desktop.api.request import Request
from fofal_desktop.fields.formats import number_text
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.models.worded import Texts, WordedTable
from fofal_server.contract.frames import Told

IMPORT, EXPORT, EUDR = (f"/agronomy/plots/{door}" for door in ("import-map", "map-file", "eudr-file"))
Record = dict[str, Any]
FITTING = frozenset({"new", "changed"})
"""Outcomes that would be stored."""
OUTCOMES = {
    "new": QT_TRANSLATE_NOOP("MapFile", "New plot"),
    "changed": QT_TRANSLATE_NOOP("MapFile", "Changed"),
    "same": QT_TRANSLATE_NOOP("MapFile", "As it is"),
    "overlap": QT_TRANSLATE_NOOP("MapFile", "Lies on another"),
    "refused": QT_TRANSLATE_NOOP("MapFile", "Refused"),
}


@dataclass(frozen=True)
class FileFormat:
    """As the server calls it, how its files end, and what a person calls it."""

    name: str
    suffix: str
    words: str


FORMATS = (
    FileFormat("geojson", "geojson", "GeoJSON"),
    FileFormat("kml", "kml", "KML"),
    FileFormat("gpx", "gpx", "GPX"),
    FileFormat("shapefile", "zip", "Shapefile"),
)
EUDR_FILE = FileFormat("eudr", "geojson", "EUDR")
READ = "*.geojson *.json *.kml *.kmz *.gpx *.zip"
"""What can be imported."""


@dataclass(frozen=True)
class Sent:
    """A file on its way: ``site_id`` and ``crop_id`` are those of new plots; ``only`` are numbers of features.

    ``keeps_corners`` leaves long walks of a receiver as they were recorded.
    """

    source: Path
    site_id: str = ""
    crop_id: str = ""
    only: tuple[int, ...] = ()
    keeps_corners: bool = False

    def request(self, *, key: str | None) -> Request:
        """For good with a key, as a rehearsal without."""
        said = {"dry_run": "false" if key else "true", "site_id": self.site_id, "crop_id": self.crop_id}
        said["keep_corners"] = "true" if self.keeps_corners else ""
        params = [(name, value) for name, value in said.items() if value]
        numbers = [("only", str(number)) for number in self.only]
        return Request("POST", IMPORT, (*params, *numbers, TELLING), upload=self.source, key=key)


def send_file(client: Calls, sent: Sent, progress: Progress, told: Told, *, key: str | None) -> Record:
    """Rehearse or store; blocking, for a job."""
    report: Record = client.send(sent.request(key=key), progress, told).json()
    return report


def save_plots(
    client: Calls, fmt: str, keys: Sequence[str], target: Path, progress: Progress, cancelled: Callable[[], bool]
) -> None:
    """Write these plots (all where none is named) into a file; blocking, for a job."""
    params = (("format", fmt), *(("plot_id", key) for key in keys))
    client.download(Request("GET", EXPORT, params), target, progress, cancelled)


def save_eudr(
    client: Calls, keys: Sequence[str], target: Path, progress: Progress, cancelled: Callable[[], bool]
) -> None:
    """The file that buyers in the European Union ask for; ApiError 422 names each plot that may not be in it."""
    client.download(Request("GET", EUDR, tuple(("plot_id", key) for key in keys)), target, progress, cancelled)


def file_table() -> WordedTable:
    """What would become of each feature, one a row."""
    return WordedTable(_heads, _texts, None)


def _heads() -> Texts:
    translate = QCoreApplication.translate
    return (
        translate("MapFile", "No."),
        translate("MapFile", "In the file"),
        translate("MapFile", "Plot"),
        translate("MapFile", "Area (ha)"),
        translate("MapFile", "Corners"),
        translate("MapFile", "Outcome"),
    )


def _texts(row: Record) -> Texts:
    """What is long stands last, where the room that is left is."""
    areas = [number_text(row[name], 4) for name in ("area_before_ha", "area_ha") if row[name] is not None]
    outcome = QCoreApplication.translate("MapFile", OUTCOMES[row["outcome"]])
    remarks = [*(one["message"] for one in row["mistakes"]), *(f"⚠ {one['message']}" for one in row["warnings"])]
    told = " — ".join([outcome, *remarks])
    return (str(row["number"]), row["name"], row["code"] or "", " → ".join(dict.fromkeys(areas)), _corners(row), told)


def _corners(row: Record) -> str:
    """How many there are, and of how many where a walk was thinned out."""
    if row["corners"] is None:
        return ""
    count = number_text(row["corners"])
    if row["corners_given"] is None:
        return count
    return QCoreApplication.translate("MapFile", "{0} of {1}").format(count, number_text(row["corners_given"]))
