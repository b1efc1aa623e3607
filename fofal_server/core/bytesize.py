"""Bytes as people say them."""

_UNITS = ("o", "ko", "Mo", "Go", "To")


def size(count: float) -> str:
    """``12,3 Mo``."""
    amount, units = float(count), list(_UNITS)
    while amount >= 1000 and len(units) > 1:
        amount, units = amount / 1000, units[1:]
    return f"{amount:.0f} {units[0]}" if units[0] == "o" else f"{amount:.1f} {units[0]}".replace(".", ",")
