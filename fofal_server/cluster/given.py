"""Secrets as an administrator gives them: in the environment, or in a file that only the server reads."""

import os
from pathlib import Path

from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.files import read_private


def given(name: str) -> str | None:
    """The value of ``name``, else the text of the file that ``<name>_FILE`` names; None when neither is set.

    Raises ClusterError when both are set, or when the file cannot be read or others may read it.
    """
    value, place = os.environ.get(name) or None, os.environ.get(f"{name}_FILE") or None
    if place is None:
        return value
    if value is not None:
        raise ClusterError(f"{name} et {name}_FILE s’excluent : gardez l’un des deux.")
    try:
        return read_private(Path(place)).strip() or None
    except (OSError, UnicodeDecodeError) as error:
        raise ClusterError(f"{name}_FILE : le fichier {place} est illisible.") from error
