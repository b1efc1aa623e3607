"""By what plots can be coloured, as data: where the value stands, its unit, and the bounds that farming gives it."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from fofal_desktop.fields.formats import NARROW, number_text
from fofal_desktop.language import QT_TRANSLATE_NOOP

Record = dict[str, Any]


@dataclass(frozen=True)
class Measure:
    """``bounds`` are fixed; without them classes hold as many plots each. A measure without a ``unit`` is a state."""

    name: str
    words: str
    unit: str = ""
    decimals: int = 0
    bounds: tuple[float, ...] = ()

    @property
    def label(self) -> str:
        return QCoreApplication.translate("Measure", self.words)

    @property
    def numeric(self) -> bool:
        return bool(self.unit)

    def value(self, plot: Record) -> float | None:
        """For the eye only: what is reckoned with stays decimal."""
        told = plot.get(self.name)
        return None if told is None else float(told)

    def number(self, value: float) -> str:
        return number_text(value, self.decimals)

    def text(self, value: float) -> str:
        return f"{self.number(value)}{NARROW}{QCoreApplication.translate('Measure', self.unit)}"


STATUS = Measure("status", QT_TRANSLATE_NOOP("Measure", "State"))
MEASURES = (
    STATUS,
    Measure("area_ha", QT_TRANSLATE_NOOP("Measure", "Area"), QT_TRANSLATE_NOOP("Measure", "ha"), 2),
    # Phases of an oil palm: immature to 3 years, young to 8, mature to 18, old after.
    Measure("age_years", QT_TRANSLATE_NOOP("Measure", "Age"), QT_TRANSLATE_NOOP("Measure", "years"), 0, (4, 9, 19)),
    # A round comes every 7 to 14 days; what waits longer is overdue.
    Measure(
        "days_since_harvest",
        QT_TRANSLATE_NOOP("Measure", "Days since the harvest"),
        QT_TRANSLATE_NOOP("Measure", "d"),
        0,
        (7, 10, 14, 21),
    ),
    Measure("kg_per_ha", QT_TRANSLATE_NOOP("Measure", "Yield of twelve months"), QT_TRANSLATE_NOOP("Measure", "kg/ha")),
)
