"""The shipped firewall: what the office and the administrator need is open, and nothing else."""

from collections.abc import Iterator

import pytest

from tests.deployment.wall import FILE, SERVED, SIDES, Wall, address, wall

BURST = 6
"""Beginnings of sessions that one address has at once."""


@pytest.fixture(scope="module")
def network() -> Iterator[Wall]:
    with wall() as found:
        yield found


@pytest.fixture
def server(network: Wall) -> Wall:
    """With fresh rules, as they are shipped."""
    network.load()
    return network


def test_it_finds_nothing_to_say_against_the_file(network: Wall) -> None:
    assert network.rules("-c", "-f", str(FILE)) == ""


def test_without_the_rules_every_door_is_open(server: Wall) -> None:
    """What the other tests find closed is closed by the rules and by nothing else."""
    server.rules("delete", "table", "inet", "fofal")
    assert server.doors() == {side: list(SERVED) for side in SIDES}
    assert len(server.open("vpn", [22] * 20)) == 20


def test_each_side_finds_the_doors_that_are_its_own(server: Wall) -> None:
    assert server.doors() == {
        "office": [443], "vpn": [22, 443], "outside": [], "router": [], "ipv6": [],
    }  # fmt: skip
    assert server.counted("refused") > 0


def test_whoever_tries_again_and_again_at_ssh_is_held_back(server: Wall) -> None:
    """Tries are repeated after a second: one more may have become free until then."""
    assert BURST <= len(server.open("vpn", [22] * 20)) <= BURST + 1
    assert server.counted("ssh_refused") > 0
    assert server.open("vpn", [443] * 20) == [443] * 20


def test_a_named_machine_alone_comes_to_the_database_and_by_the_vpn_alone(server: Wall) -> None:
    server.rules("add", "element", "inet", "fofal", "machines", "{ 10.90.0.9 }")
    assert server.open("vpn", [5432]) == []
    named = ", ".join(address(side, 2) for side in SIDES if side != "ipv6")
    server.rules("add", "element", "inet", "fofal", "machines", f"{{ {named} }}")
    assert server.doors() == {
        "office": [443], "vpn": [22, 443, 2379, 5432, 8008], "outside": [], "router": [], "ipv6": [],
    }  # fmt: skip


def test_everybody_may_ask_whether_it_is_there(server: Wall) -> None:
    assert [side for side in SIDES if server.echoes(side)] == list(SIDES)


def test_loading_again_leaves_one_table_and_what_others_made(server: Wall) -> None:
    server.rules("add", "table", "inet", "others")
    server.load()
    assert server.rules("list", "tables").split("\n")[:-1] == ["table inet others", "table inet fofal"]
    server.rules("delete", "table", "inet", "others")


def test_the_log_is_written_within_bounds(server: Wall) -> None:
    written = [line for line in server.rules("list", "table", "inet", "fofal").splitlines() if " log " in line]
    assert len(written) == 1
    assert "limit rate 10/minute burst 20 packets log" in written[0]
