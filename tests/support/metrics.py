"""The text of ``/metrics`` as numbers."""

import re
from collections.abc import Mapping

from prometheus_client.parser import text_string_to_metric_families

Numbers = Mapping[tuple[str, frozenset[tuple[str, str]]], float]


def numbers(text: str) -> Numbers:
    """Each sample by its name and labels."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def summed(text: str, name: str, **labels: str) -> float:
    """The sum over all samples of this name that have these labels."""
    wanted = set(labels.items())
    return sum(value for (found, its), value in numbers(text).items() if found == name and wanted <= its)


def names(text: str) -> set[str]:
    """Every name that a query may speak of, also while it has no number."""
    kinds = dict(re.findall(r"^# TYPE (\S+) (\S+)$", text, re.MULTILINE))
    histograms = {
        f"{name}_{part}" for name, kind in kinds.items() if kind == "histogram" for part in ("bucket", "sum", "count")
    }
    return {name for name, kind in kinds.items() if kind != "histogram"} | histograms
