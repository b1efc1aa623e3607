"""What a list was asked, in the words of the person: « Site est Mbanga », « Code (décroissant) »."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Text, select
from sqlalchemy.orm import Session

from fofal_server.contract.kinds import Kind, Operator
from fofal_server.core import registry
from fofal_server.core.access import reachable
from fofal_server.core.actor import Actor
from fofal_server.core.query import typed
from fofal_server.core.resource import Field, Resource
from fofal_server.core.rows import title_of
from fofal_server.core.texts import text
from fofal_server.core.transfer.manner import worded
from fofal_server.core.transfer.shown import shower

MOST_VALUES = 10
"""Values of one condition that are named; of the others it is said how many there are."""

_TIMES = {"lt": "before", "le": "until", "gt": "after", "ge": "from"}


def filter_words(
    session: Session, resource: Resource, actor: Actor, filters: Sequence[str], language: str
) -> list[str]:
    """Each condition in words; they were judged before, so that all of them have the shape of one."""
    return [_condition(session, resource, actor, one.split(":", 2), language) for one in filters]


def sort_words(resource: Resource, sort: str, language: str) -> str:
    """The order of the rows: the names of the fields, and which way each goes."""
    keys = [key for key in sort.split(",") if key] or list(resource.sort)
    names = ((text(f"{resource.name}.{key.removeprefix('-')}", language), key.startswith("-")) for key in keys)
    return ", ".join(text(f"transfer.{'falling' if down else 'rising'}", language, name=name) for name, down in names)


def _condition(session: Session, resource: Resource, actor: Actor, parts: list[str], language: str) -> str:
    name, operator, value = parts
    field, label = resource.fields[name], text(f"{resource.name}.{name}", language)
    if operator == Operator.NULL:
        return text(f"transfer.is.{'empty' if value == 'true' else 'known'}", language, name=label)
    values = value.split("|") if operator in {Operator.IN, Operator.BETWEEN} else [value]
    words = [_value(session, resource, actor, field, one, language) for one in values[:MOST_VALUES]]
    more = [text("transfer.more_values", language, count=len(values) - MOST_VALUES)] if values[MOST_VALUES:] else []
    joined = (" – " if operator == Operator.BETWEEN else ", ").join([*words, *more])
    word = _TIMES.get(operator, operator) if field.meaning.kind in {Kind.DAY, Kind.MOMENT} else operator
    return text(f"transfer.is.{word}", language, name=label, value=joined)


def _value(session: Session, resource: Resource, actor: Actor, field: Field, value: str, language: str) -> str:
    if field.meaning.kind is Kind.REFERENCE:
        return _called(session, actor, field, value)
    return worded(shower(resource, field, language)(typed(value, field)), field.meaning, language)


def _called(session: Session, actor: Actor, field: Field, key: str) -> str:
    """What the record is called that a condition names; its id where the person may not see it."""
    target = registry.RESOURCES.get(field.meaning.target or "")
    if target is None:
        return key
    title = title_of(target, target.model).cast(Text)
    found = session.scalar(select(title).where(target.model.id == UUID(key), reachable(actor, target)))
    return str(found) if found else key
