"""A refusal of the engine as the person at the terminal reads it."""

import json
from typing import Any

from fofal_server.core.errors import FofalError


def sentences(error: FofalError) -> str:
    """The title or detail, and a line for each field that is wrong."""
    from fofal_server.core.problems import response_of  # loaded with the engine that refused, not with every command

    said: dict[str, Any] = json.loads(bytes(response_of(error, language="fr", request_id="", path="").body))
    lines = [f"  {one['field']} : {one['message']}" for one in said.get("errors", ())]
    return "\n".join([str(said["title"] if lines else said.get("detail", said["title"])), *lines])
