"""How days and numbers stand in names and refusals, as people of the farm write them."""

import datetime as dt
from decimal import Decimal


def day_text(day: dt.date) -> str:
    return day.strftime("%d/%m/%Y")


def number_text(number: Decimal) -> str:
    """``12,5``: no trailing zeros, a decimal comma."""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def named(code: str, day: dt.date) -> str:
    """What a record of one plot and day is called: ``B07 12/03/2026``."""
    return f"{code} {day_text(day)}"
