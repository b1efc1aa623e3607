"""Which words a choice knows, and what each is called."""

from collections.abc import Iterable
from enum import Enum

from fofal_server.core import registry
from fofal_server.core.resource import Field
from fofal_server.core.texts import catalogue, text


def words_of(field: Field) -> list[str]:
    """Every word of a choice: those of its enumeration, or of the vocabulary that its meaning names."""
    if isinstance(field.type, type) and issubclass(field.type, Enum):
        return [one.value for one in field.type]
    return list(_vocabulary(field.meaning.words)) if field.meaning.words else []


def choice_text(field: Field, value: str, language: str) -> str:
    """What a choice is called; states of a flow share their words."""
    return text(choice_key(field, value), language)


def choice_key(field: Field, value: str) -> str:
    """Under which key the catalogue calls it; a resource goes by its own name there."""
    return f"choice.{field.meaning.words or field.type.__name__}.{value}"


def deed_text(deed: str, language: str) -> str:
    """What something that was done to a record is called: « Création », « Confirmation »."""
    return text(f"choice.Deed.{deed}", language)


def _vocabulary(name: str) -> Iterable[str]:
    """All words that the catalogue has for it; of the kinds of record, first those that are served."""
    if name == "KindOfRecord":
        yield from registry.RESOURCES
    prefix = f"choice.{name}."
    yield from (key.removeprefix(prefix) for key in catalogue()["fr"] if key.startswith(prefix))
