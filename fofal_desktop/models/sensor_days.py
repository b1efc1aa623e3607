"""What a sensor said, day by day: a week of readings every quarter of an hour fills no sheet of paper."""

import datetime as dt
from collections import defaultdict

from PySide6.QtCore import QCoreApplication

from fofal_desktop.api.clock import COMPANY_ZONE
from fofal_desktop.fields.formats import NARROW, number_text
from fofal_desktop.models.sensors import decimals_of
from fofal_server.contract.sensors import Series

translate = QCoreApplication.translate


def days_of(series: Series) -> tuple[list[str], list[list[str]]]:
    """Heads and rows: the lowest, mean and highest value of each day, or its sum where that says more (rain)."""
    days = defaultdict[dt.date, list[int]](list)
    for place, at in enumerate(series.at):
        days[dt.datetime.fromtimestamp(at, COMPANY_ZONE).date()].append(place)
    if series.sums is not None:
        heads, sums = [translate("Sensors", "Day"), translate("Sensors", "Sum")], series.sums
        return heads, [[_named(day), _told(series, sum(sums[at] for at in places))] for day, places in days.items()]
    heads = [translate("Sensors", "Day"), translate("Sensors", "Lowest")]
    heads += [translate("Sensors", "Mean"), translate("Sensors", "Highest")]
    return heads, [_row(series, day, places) for day, places in days.items()]


def _row(series: Series, day: dt.date, places: list[int]) -> list[str]:
    low, high = min(series.low[at] for at in places), max(series.high[at] for at in places)
    mean = sum(series.mean[at] for at in places) / len(places)
    return [_named(day), *(_told(series, value) for value in (low, mean, high))]


def _named(day: dt.date) -> str:
    return day.strftime("%d/%m/%Y")


def _told(series: Series, value: float) -> str:
    return f"{number_text(value, decimals_of(series.unit))}{NARROW}{series.unit}"
