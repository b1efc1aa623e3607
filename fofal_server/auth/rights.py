"""From the patterns of roles to the rights of a person: ``agronomy.*:read``, ``*:read``, ``hr.employees:read@team``."""

import re
from collections.abc import Iterable, Mapping

from fofal_server.core.actor import Reach

REACHES = {"": Reach.ALL, "team": Reach.TEAM, "own": Reach.OWN}
_WORD = r"[a-z][a-z0-9-]*"
PATTERN = re.compile(rf"(?P<place>\*|{_WORD}\.(?:\*|{_WORD})):(?P<verb>\*|{_WORD})(?:@(?:own|team))?")


def covered(pattern: str, known: Iterable[str]) -> list[str]:
    """Which of the known permissions the pattern speaks of."""
    found = PATTERN.fullmatch(pattern)
    if found is None:
        return []
    place, verb = found["place"], found["verb"]
    return [one for one in known if _fits(place, verb, *one.split(":", 1))]


def expanded(patterns: Iterable[str], known: Iterable[str]) -> Mapping[str, Reach]:
    """Each permission that the patterns give, with the widest reach that one of them gives it."""
    existing = list(known)
    rights: dict[str, Reach] = {}
    for pattern in patterns:
        for permission in covered(pattern, existing):
            reach = REACHES[pattern.partition("@")[2]]
            rights[permission] = max(reach, rights.get(permission, reach))
    return rights


def _fits(place: str, verb: str, resource: str, word: str) -> bool:
    if verb not in {"*", word}:
        return False
    domain, _, rest = place.partition(".")
    return place in {"*", resource} or (rest == "*" and resource.partition(".")[0] == domain)
