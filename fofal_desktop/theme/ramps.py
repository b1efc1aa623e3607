"""Colours of classes on a map: the same on both themes and on paper, told apart also by who sees red and green alike.

From little to much they only darken, so a grey copy still reads (ColorBrewer YlGnBu, Brewer 2015). Kinds without an
order have the colours of Okabe and Ito (2008), and each a hatching of its own.
"""

from PySide6.QtCore import Qt

RAMP = ("#EDF8B1", "#A6DBB4", "#41B6C4", "#2C7FB8", "#253494")
KINDS = ("#E69F00", "#009E73", "#0072B2", "#CC79A7", "#F0E442", "#56B4E9")
HATCHES = (
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.CrossPattern,
    Qt.BrushStyle.Dense6Pattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.VerPattern,
)
NOTHING = "#9AA29B"
"""For what has no value."""
PENCIL = "#B3261E"
"""What one draws oneself: in no ramp, and between two white lines it stands out on any ground."""
PAPER_INK, PAPER, PAPER_MUTED = "#1B211C", "#FFFFFF", "#566058"


def ramp(count: int) -> list[str]:
    """So many steps of the ramp, its ends among them."""
    last = len(RAMP) - 1
    return [RAMP[round(step * last / max(1, count - 1))] for step in range(count)] if count > 1 else [RAMP[2]]


def tint(colour: str) -> str:
    """The same colour, pale: what a hatching of it lies on."""
    return "#" + "".join(f"{round(255 - 0.3 * (255 - int(colour[i : i + 2], 16))):02X}" for i in (1, 3, 5))
