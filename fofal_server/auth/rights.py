"""From the patterns of roles to the rights of a person: ``agronomy.*:read``, ``*:read``, ``hr.employees:read@team``."""

import re
from collections.abc import Iterable, Mapping

from fofal_server.core.actor import Reach

REACHES = {"": Reach.ALL, "@team": Reach.TEAM, "@own": Reach.OWN}
_WORD = r"[a-z][a-z0-9-]*"
PATTERN = re.compile(rf"(?P<place>\*|{_WORD}\.(?:\*|{_WORD})):(?P<verb>\*|{_WORD})(?P<reach>@own|@team)?")


def readable(pattern: str) -> bool:
    """Whether this is a pattern at all."""
    return PATTERN.fullmatch(pattern) is not None


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
        reach = REACHES["@" + pattern.partition("@")[2] if "@" in pattern else ""]
        for permission in covered(pattern, existing):
            rights[permission] = max(reach, rights.get(permission, reach))
    return rights


def _fits(place: str, verb: str, resource: str, word: str) -> bool:
    if verb not in {"*", word}:
        return False
    domain, _, rest = place.partition(".")
    return place in {"*", resource} or (rest == "*" and resource.partition(".")[0] == domain)
