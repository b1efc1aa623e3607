"""What a server of a newer version says of its resources, as far as this program understands it.

What it does not know is not shown, or shown as it is and not to be typed; the rest of the program is none the worse.
"""

from typing import Any

from pydantic import BaseModel, ValidationError

from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta, ResourceMeta, Resources

Told = dict[str, Any]
_KINDS = frozenset(kind.value for kind in Kind)
_BARE = {"kind": Kind.NAME, "readonly": True, "required": False, "target": None, "choices": [], "lines": []}
"""A value of a kind that is not known here: words to be read."""


class _Told(BaseModel):
    resources: list[Told]


def understood(content: bytes) -> tuple[list[ResourceMeta], list[str]]:
    """The resources, and in the words of the server what of them is not known here; ValidationError for none at all."""
    try:
        return Resources.model_validate_json(content).resources, []
    except ValidationError:
        found = [_read(one) for one in _Told.model_validate_json(content).resources]
    known = [resource for resource, _ in found if resource is not None]
    if not known:
        Resources.model_validate_json(content)
    return known, [words for _, strange in found for words in strange]


def _read(told: Told) -> tuple[ResourceMeta | None, list[str]]:
    """One resource, and what of it is not known; None where it cannot be read at all."""
    called, strange = str(told.get("label", told.get("name"))), list[str]()
    try:
        fields = {name: _field(one, called, strange) for name, one in told["fields"].items()}
        filters = [name for name in told["filters"] if told["fields"][name]["kind"] in _KINDS]
        actions = [
            one | {"fields": [_field(field, called, strange) for field in one.get("fields", ())]}
            for one in told.get("actions", ())
        ]
        return ResourceMeta.model_validate(told | {"fields": fields, "filters": filters, "actions": actions}), strange
    except (ValidationError, LookupError, TypeError, AttributeError):
        return None, [called]


def _field(told: Told, called: str, strange: list[str]) -> Told:
    """A field as it can be shown; what stands in its lines likewise."""
    if told["kind"] not in _KINDS:
        strange.append(f"{called} · {told.get('label', told['name'])}")
        return {name: value for name, value in told.items() if name in FieldMeta.model_fields} | _BARE
    return told | {"lines": [_field(one, called, strange) for one in told.get("lines", ())]}
