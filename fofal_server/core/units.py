"""In what the quantities of a record are counted: their names say it, a field beside them, or what the record names."""

from collections.abc import Mapping

from fofal_server.contract.kinds import Kind
from fofal_server.core import registry
from fofal_server.core.resource import Field

UNIT = "unit"
_OWN = (
    "_kg", "_t", "_l", "_ha", "_m", "_m2", "_mm", "_days", "_hours", "_minutes", "_seconds", "_temperature_min",
    "_temperature_max",
)  # fmt: skip
Fields = Mapping[str, Field]


def has_own_unit(field: Field) -> bool:
    """Whether the name of the field says in what it is counted, and its label with it."""
    return f"_{field.name}".endswith(_OWN)


def told_by(field: Field, fields: Fields) -> str:
    """Which of the fields beside a quantity says in what it is counted; empty when none does, or none has to.

    A quantity without a unit of its own is one of the thing that its row refers to, which has one.
    """
    if field.meaning.kind is not Kind.QUANTITY or has_own_unit(field):
        return ""
    beside = (f"{field.name}_{UNIT}", UNIT)
    return next((name for name in beside if name in fields), "") or measuring(fields)


def measuring(fields: Fields) -> str:
    """The reference to what has a unit, empty where there is none."""
    return next((one.name for one in fields.values() if _has_unit(one)), "")


def counted_by_it(fields: Fields) -> str:
    """The same, where a quantity beside it has no other unit."""
    reference = measuring(fields)
    return reference if any(told_by(one, fields) == reference for one in fields.values()) else ""


def unit_name(field: str) -> str:
    """``item_id`` stands beside ``item_unit`` where something is counted by it."""
    return field.removesuffix("_id") + "_" + UNIT


def named_by(field: Field, fields: Fields) -> str:
    """By which name the unit of a quantity stands in an answer; empty when it has none."""
    name = told_by(field, fields)
    return unit_name(name) if name and fields[name].meaning.kind is Kind.REFERENCE else name


def _has_unit(field: Field) -> bool:
    target = registry.RESOURCES.get(field.meaning.target or "")
    if field.meaning.kind is not Kind.REFERENCE or target is None:
        return False
    return UNIT in target.fields and UNIT not in target.private
