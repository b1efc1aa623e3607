"""What a person may do with a record, deed by deed, as the server said it and as far as it answers."""

from typing import Any

from fofal_server.contract.meta import ResourceMeta


def allowed(
    resource: ResourceMeta, record: dict[str, Any] | None, *, making: bool, leaving: bool, old: bool, led_here: bool
) -> dict[str, bool]:
    """By the name of the command; ``record`` is the stored one.

    ``making``: the server does not have it yet; ``leaving``: it is on its way there; ``old``: it stands as it was read
    once; ``led_here``: a list leads to it.
    """
    stored, creates = record is not None, "create" in resource.can
    may = (record or {}).get("allowed", resource.can)
    answered = stored and not old
    return {
        "save": creates and not leaving if making else stored and "update" in may,
        "new": creates,
        "find": not resource.hidden,
        "duplicate": stored and creates,
        "delete": stored and "delete" in may,
        "history": answered,
        "attachments": answered,
        "print": answered,
        "copy-link": stored,
        "refresh": not making,
        "previous": stored and led_here,
        "next": stored and led_here,
    }
