"""What a person may do with a list, deed by deed, as the server said it and as far as it answers."""

from fofal_desktop.dialogs.acting import deeds_of
from fofal_desktop.dialogs.changing import changeable
from fofal_desktop.models.groups import groupable
from fofal_server.contract.meta import ResourceMeta


def allowed(resource: ResourceMeta, marked: int, *, old: bool) -> dict[str, bool]:
    """By the name of the command; ``marked`` rows are selected, ``old``: the rows are as they were read once."""
    may: list[str] = [] if old else resource.can
    brings_in = resource.importable and "create" in may
    changes = marked > 0 and resource.together and "update" in may
    return {
        "import": brings_in,
        "paste": brings_in or changes,
        "export": "read" in may,
        "print": "read" in may,
        "group": not old and bool(groupable(resource)),
        "copy": marked > 0,
        "bulk": changes and bool(changeable(resource)),
        "act": marked > 0 and not old and bool(deeds_of(resource)),
        "delete": marked > 0 and "delete" in may,
    }
