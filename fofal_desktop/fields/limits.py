"""What can be said about a value before the server sees it: unreadable, too fine, out of range."""

from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from fofal_desktop.fields.formats import NUMBERS, number_text
from fofal_desktop.fields.reading import Reading
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta


def problem_of(field: FieldMeta, reading: Reading) -> str:
    """Say why this cannot be meant; empty when it can. The server judges again, and alone."""
    if not reading.understood:
        return _unreadable(field.kind)
    if field.kind in NUMBERS and reading.value is not None:
        number = Decimal(str(reading.value))
        return _too_fine(field, number) or _out_of_range(field, number)
    return ""


def _unreadable(kind: Kind) -> str:
    if kind is Kind.DAY:
        return QCoreApplication.translate("limits", "This is not a date. Examples: 12/03, +7, = for today.")
    if kind is Kind.MOMENT:
        return QCoreApplication.translate("limits", "This is not a date and time. Example: 12/03 14:30.")
    if kind in NUMBERS:
        return QCoreApplication.translate("limits", "This is not a number.")
    return QCoreApplication.translate("limits", "This is none of the choices.")


def _too_fine(field: FieldMeta, number: Decimal) -> str:
    allowed = 0 if field.kind is Kind.COUNT else field.decimals
    if allowed is None or number == round(number, allowed):
        return ""
    if allowed == 0:
        return QCoreApplication.translate("limits", "A whole number is expected.")
    return QCoreApplication.translate("limits", "At most %n decimal(s).", "", allowed)


def _out_of_range(field: FieldMeta, number: Decimal) -> str:
    if field.minimum is not None and number < Decimal(field.minimum):
        return QCoreApplication.translate("limits", "At least {0}.").format(number_text(field.minimum))
    if field.maximum is not None and number > Decimal(field.maximum):
        return QCoreApplication.translate("limits", "At most {0}.").format(number_text(field.maximum))
    return ""
