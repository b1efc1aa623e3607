"""Patterns of permissions."""

import pytest

from fofal_server.auth.rights import covered, expanded
from fofal_server.core.actor import Reach

KNOWN = (
    "agronomy.harvests:read", "agronomy.harvests:confirm", "agronomy.plots:read",
    "inventory.items:read", "inventory.stock-moves:post", "agronomyx.plots:read",
)  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("agronomy.harvests:read", ["agronomy.harvests:read"]),
        ("agronomy.harvests:*", ["agronomy.harvests:read", "agronomy.harvests:confirm"]),
        ("agronomy.*:read", ["agronomy.harvests:read", "agronomy.plots:read"]),
        ("*:post", ["inventory.stock-moves:post"]),
        ("*:*", list(KNOWN)),
        ("payroll.*:*", []),
    ],
)
def test_a_pattern_covers_what_it_names(pattern, found):
    assert covered(pattern, KNOWN) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "*",
        "agronomy:read",
        "agronomy.h*:read",
        "agronomy.*:read@all",
        "a.b:c d",
        "*.*:read",
        "a.b.c:read",
        "agronomy.plots:read\n",
    ],
)
def test_what_is_no_pattern_gives_nothing(text):
    assert expanded([text], KNOWN) == {}


def test_the_widest_reach_wins():
    rights = expanded(["*:read@own", "agronomy.*:read@team", "agronomy.plots:read"], KNOWN)
    assert rights["inventory.items:read"] is Reach.OWN
    assert rights["agronomy.harvests:read"] is Reach.TEAM
    assert rights["agronomy.plots:read"] is Reach.ALL
    assert expanded(["agronomy.plots:read", "*:read@own"], KNOWN)["agronomy.plots:read"] is Reach.ALL
