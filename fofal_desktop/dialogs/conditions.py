"""A condition of a list as a person reads it and as it travels: ``filter=field:op:value``."""

import re
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from fofal_desktop.fields.formats import NARROW, text_of
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_server.contract.kinds import OPERATORS, Kind, Operator
from fofal_server.contract.meta import FieldMeta, ResourceMeta

_WORDS: dict[Operator, str] = {
    Operator.EQ: QT_TRANSLATE_NOOP("Operator", "is"),
    Operator.NE: QT_TRANSLATE_NOOP("Operator", "is not"),
    Operator.LT: QT_TRANSLATE_NOOP("Operator", "less than"),
    Operator.LE: QT_TRANSLATE_NOOP("Operator", "at most"),
    Operator.GT: QT_TRANSLATE_NOOP("Operator", "more than"),
    Operator.GE: QT_TRANSLATE_NOOP("Operator", "at least"),
    Operator.IN: QT_TRANSLATE_NOOP("Operator", "is one of"),
    Operator.BETWEEN: QT_TRANSLATE_NOOP("Operator", "between"),
    Operator.CONTAINS: QT_TRANSLATE_NOOP("Operator", "contains"),
    Operator.STARTSWITH: QT_TRANSLATE_NOOP("Operator", "begins with"),
    Operator.NULL: QT_TRANSLATE_NOOP("Operator", "is empty"),
}
_TIME_WORDS: dict[Operator, str] = {
    Operator.LT: QT_TRANSLATE_NOOP("Operator", "before"),
    Operator.LE: QT_TRANSLATE_NOOP("Operator", "until"),
    Operator.GT: QT_TRANSLATE_NOOP("Operator", "after"),
    Operator.GE: QT_TRANSLATE_NOOP("Operator", "from"),
}
_TIMES = frozenset({Kind.DAY, Kind.MOMENT})
MINUS = "\u2212"
_TODAY = re.compile(r"today(?:([+-])([0-9]{1,4}))?")


@dataclass(frozen=True)
class Condition:
    """``value`` as it travels; ``words`` as it reads, without the name of the field."""

    field: str
    operator: Operator
    value: str
    words: str = ""

    @property
    def wire(self) -> str:
        return f"{self.field}:{self.operator.value}:{self.value}"


def operator_words(operator: Operator, kind: Kind) -> str:
    """How an operator reads beside a field of ``kind``."""
    source = _TIME_WORDS.get(operator, _WORDS[operator]) if kind in _TIMES else _WORDS[operator]
    return QCoreApplication.translate("Operator", source)


def operators_of(field: FieldMeta) -> tuple[Operator, ...]:
    """Operators that the server accepts for a field; empty when it cannot be filtered by."""
    return OPERATORS.get(field.kind, ())


def reads(condition: Condition, resource: ResourceMeta) -> str:
    """The whole condition in words: ``Area more than 2``."""
    field = resource.fields.get(condition.field)
    if field is None or condition.field == "id":
        return condition.words or condition.wire
    if condition.operator is Operator.NULL:
        known = QCoreApplication.translate("Operator", "is known")
        empty = operator_words(Operator.NULL, field.kind)
        return f"{field.label} {empty if condition.value == 'true' else known}"
    return f"{field.label} {operator_words(condition.operator, field.kind)} {condition.words or condition.value}"


def heard(wire: str, resource: ResourceMeta) -> Condition | None:
    """A condition as it travels, its values in words as far as the resource knows them; None when it is none."""
    name, _, rest = wire.partition(":")
    sign, _, value = rest.partition(":")
    field = resource.fields.get(name)
    operator = next((one for one in operators_of(field) if one == sign), None) if field is not None else None
    if field is None or operator is None:
        return None
    joiner = QCoreApplication.translate("Operator", " and ") if operator is Operator.BETWEEN else ", "
    return Condition(name, operator, value, joiner.join(_value_words(field, one) for one in value.split("|")))


def called(wire: str, resource: ResourceMeta, name: str | None) -> Condition | None:
    """``heard`` of one value of which the ``name`` is known: a record goes by it, other values by their own words."""
    found = heard(wire, resource)
    if (
        found is None
        or name is None
        or found.operator is Operator.NULL
        or resource.fields[found.field].kind is not Kind.REFERENCE
    ):
        return found
    return replace(found, words=name)


def in_other_words(condition: Condition, resource: ResourceMeta) -> Condition:
    """The same in the language of now; records go by what they were called."""
    return called(condition.wire, resource, condition.words) or condition


def _value_words(field: FieldMeta, value: str) -> str:
    if field.kind is Kind.FLAG:
        told = QT_TRANSLATE_NOOP("Operator", "yes") if value == "true" else QT_TRANSLATE_NOOP("Operator", "no")
        return QCoreApplication.translate("Operator", told)
    today = _TODAY.fullmatch(value) if field.kind in _TIMES else None
    if today is None:
        return text_of(field, {field.name: value}) or value
    words = QCoreApplication.translate("Operator", "today")
    sign, days = today[1], today[2]
    unit = QCoreApplication.translate("Operator", "d")
    return f"{words} {sign.replace('-', MINUS)} {days}{NARROW}{unit}" if sign else words


def same_value(field: FieldMeta, record: dict[str, Any]) -> Condition:
    """The condition that keeps only rows which agree with ``record`` in ``field``."""
    value = record.get(field.name)
    if value is None:
        return Condition(field.name, Operator.NULL, "true")
    wire = ("true" if value else "false") if isinstance(value, bool) else str(value)
    return Condition(field.name, Operator.EQ, wire, text_of(field, record))
