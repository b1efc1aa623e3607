"""Where a call may go (class 5, SSRF): the hosts of the settings, at public addresses, looked up once."""

import socket
import ssl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fofal_server.config import Settings
from fofal_server.core.opened import opened
from fofal_server.outside import NotAllowed, Unreachable, allowed
from fofal_server.outside.line import exchange
from tests.support.outsider import outsider

PUBLIC = "93.184.215.14"
NAME = "api.exemple.org"

INWARD = (
    "127.0.0.1", "127.8.8.8", "0.0.0.1", "10.0.0.5", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0",
    "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.5", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b:1::a00:5", "2002:7f00:1::1", "2001:0:7f00:1::1", "2001:db8::1", "nothing",
)  # fmt: skip


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """What names mean, one lookup after the other; addresses mean themselves."""
    meant: dict[str, list[list[str]]] = {}
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *rest: object, **more: object) -> list[object]:
        if host not in meant:
            return real(host, port, *rest, **more)  # type: ignore[arg-type, return-value]  # handed through
        answers = meant[host]
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return meant


def _target(url: str, *words: str, hosts: tuple[str, ...] = (NAME,)) -> allowed.Target:
    return allowed.target(url, allowed.entries(words or (NAME,)), hosts)


@pytest.mark.parametrize("address", INWARD)
def test_addresses_of_our_own_are_not_public(address: str) -> None:
    assert not allowed.is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:4700:4700::1111"])
def test_addresses_of_the_world_are(address: str) -> None:
    assert allowed.is_public(address)


@given(
    st.ip_addresses(network="10.0.0.0/8")
    | st.ip_addresses(network="fc00::/7")
    | st.ip_addresses(network="64:ff9b::/96")
)
def test_no_address_of_a_private_network_is_public(address: object) -> None:
    assert not allowed.is_public(str(address))


@pytest.mark.parametrize("address", [one for one in INWARD if one != "nothing"])
def test_a_public_name_that_leads_inward_is_refused(address: str, names: dict[str, list[list[str]]]) -> None:
    names[NAME] = [[PUBLIC, address]]
    with pytest.raises(NotAllowed):
        _target(f"https://{NAME}/v1")


def test_a_name_is_looked_up_once_and_held_to_it(names: dict[str, list[list[str]]]) -> None:
    names[NAME] = [[PUBLIC], ["127.0.0.1"]]
    found = _target(f"https://{NAME}/v1/forecast?latitude=4")
    assert (found.addresses, found.path) == ((PUBLIC,), "/v1/forecast?latitude=4")


def test_a_name_that_means_nothing_is_unreachable() -> None:
    with pytest.raises(Unreachable):
        allowed.target("https://nowhere.invalid/", allowed.entries(["nowhere.invalid"]), ("nowhere.invalid",))


@pytest.mark.parametrize(
    "url",
    [
        "https://other.exemple.org/", f"http://{NAME}/", f"https://{NAME}:8443/", f"https://{NAME}:0x1bb/",
        f"https://{NAME}@127.0.0.1/", f"https://me:word@{NAME}/", "https://127.0.0.1/", "https://2130706433/",
        "https://0177.0.0.1/", "https://0x7f.1/", "https://[::1]/", "file:///etc/passwd", "gopher://x/", "ftp://x/",
        f"https://{NAME}\\@evil.org/", f"https://{NAME} /", f"https://{NAME}/\r\nX: 1", "https://", "//x", "",
        f"https://{NAME}%00.evil.org/", "https://api.exemple.org.evil.org/", "https://\u0430pi.exemple.org/",
    ],
)  # fmt: skip
def test_other_addresses_are_refused_before_anything_is_looked_up(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", None)
    with pytest.raises(NotAllowed):
        _target(url)


@pytest.mark.parametrize("word", ["2130706433", "0177.0.0.1", "127.1", "localhost", "127.0.0.1"])
def test_this_machine_under_another_name_is_refused_even_where_it_is_opened_by_name(word: str) -> None:
    with pytest.raises((NotAllowed, Unreachable)):
        allowed.target(f"https://{word}/", allowed.entries([word]), (word,))


def test_the_provider_and_the_settings_both_have_to_open_a_host(names: dict[str, list[list[str]]]) -> None:
    names[NAME] = [[PUBLIC]]
    for words, hosts in ((("other.org",), (NAME,)), ((NAME,), ("other.org",)), ((NAME,), ())):
        with pytest.raises(NotAllowed):
            allowed.target(f"https://{NAME}/", allowed.entries(words), hosts)


def test_a_server_of_the_house_is_opened_by_its_whole_origin() -> None:
    url = "http://10.0.0.5:8080/tiles"
    assert _target(url, "http://10.0.0.5:8080", hosts=("10.0.0.5",)).addresses == ("10.0.0.5",)
    for near in ("http://10.0.0.5:8081/", "https://10.0.0.5:8080/", "http://10.0.0.6:8080/"):
        with pytest.raises(NotAllowed):
            _target(near, "http://10.0.0.5:8080", hosts=("10.0.0.5", "10.0.0.6"))


@pytest.mark.parametrize(
    "word", ["http://", "a b", "x.org/path", "x.org:8443", "ftp://x.org", "http://me:w@x.org", "*", ""]
)
def test_words_that_open_nothing_clear_are_refused(word: str) -> None:
    with pytest.raises(ValueError, match=r"un nom|port|Invalid|IPv6"):
        opened(word)
    if word:
        with pytest.raises(ValueError, match="outside_hosts"):
            Settings(outside_hosts=(word,))


def test_settings_read_words_between_commas() -> None:
    given_words = Settings(outside_hosts="API.open-meteo.com, http://10.0.0.5:8080/ ,")
    assert given_words.outside_hosts == ("api.open-meteo.com", "http://10.0.0.5:8080")


def test_nothing_is_opened_unless_somebody_says_so() -> None:
    assert Settings().outside_hosts == ()


def test_the_line_goes_to_the_address_that_was_checked() -> None:
    """Whatever the name has come to mean."""
    with outsider() as other:
        target = allowed.Target("http", NAME, other.port, "/here", ("127.0.0.1",))
        exchange(target, {}, 5.0, 1000, ssl.create_default_context())
        assert other.asked[0].headers["host"] == f"{NAME}:{other.port}"
