"""Which lines are taken for closed: this machine's own, and those that the system leads through WireGuard."""

import pytest

from fofal_server.replica import channel
from fofal_server.replica.errors import ReplicaError

LINKS = [
    {"ifname": "lo", "linkinfo": {}},
    {"ifname": "eth0"},
    {"ifname": "wg0", "linkinfo": {"info_kind": "wireguard"}},
    {"ifname": "tun0", "linkinfo": {"info_kind": "tun"}},
]
"""As ``ip -details -json link show`` tells them."""


def test_wireguard_is_told_by_the_kind_of_the_interface_and_not_by_its_name() -> None:
    assert channel.wireguards([*LINKS, {"ifname": "wg1", "linkinfo": {"info_kind": "dummy"}}]) == {"wg0"}


def test_the_interface_of_an_address_is_that_of_its_route() -> None:
    assert channel.device_of([{"dst": "10.90.0.2", "dev": "wg0", "prefsrc": "10.90.0.1"}]) == "wg0"
    assert channel.device_of([]) is None


def test_lines_of_this_machine_are_closed_and_all_others_open() -> None:
    channel.refuse_open("127.0.0.1", speaks_tls=False)
    channel.refuse_open("::1", speaks_tls=False)
    channel.refuse_open("192.0.2.7", speaks_tls=True)
    for host in ("192.0.2.7", "10.0.0.1", "localhost", "wg0", "db.fofal.example"):
        with pytest.raises(ReplicaError, match="est ouverte"):
            channel.refuse_open(host, speaks_tls=False)


def test_an_address_behind_a_wireguard_interface_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {("route", "get", "10.90.0.2"): [{"dst": "10.90.0.2", "dev": "wg0"}], ("-details", "link", "show"): LINKS}
    monkeypatch.setattr(channel, "_told", lambda *words: said[words])
    channel.refuse_open("10.90.0.2", speaks_tls=False)
    said[("route", "get", "10.90.0.2")] = [{"dst": "10.90.0.2", "dev": "eth0"}]
    with pytest.raises(ReplicaError):
        channel.refuse_open("10.90.0.2", speaks_tls=False)
