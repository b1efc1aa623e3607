"""What Nginx does for the servers behind it: TLS, limits, retries, files for everybody, a page while nobody is there."""

import http.client
import re
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from cryptography import x509

from fofal_server.updates import publishing
from tests.deployment.load import at_work
from tests.deployment.nginx import SHIPPED, Nginx, nginx
from tests.deployment.pair import Pair
from tests.support.api import Api
from tests.support.patience import PATIENCE
from tests.support.people import signed_in_token
from tests.support.until import until
from tests.support.versions import Maker, asking, package


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """Nginx before servers of which none is there."""
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as two:
        closed = one.getsockname()[1], two.getsockname()[1]
    with nginx(tmp_path_factory.mktemp("nginx"), closed) as found:
        yield found


@pytest.fixture(scope="module", autouse=True)
def slow(alone: Nginx) -> Iterator[ssl.SSLSocket]:
    """Somebody who never ends what he asks. He is cut off after ten seconds: meanwhile the other tests go on."""
    trusted = ssl.create_default_context(cafile=alone.authority.file)
    with (
        socket.create_connection(("127.0.0.1", alone.port), PATIENCE) as line,
        trusted.wrap_socket(line, server_hostname="127.0.0.1") as found,
    ):
        found.sendall(b"POST /api/v1/parties/parties HTTP/1.1\r\nHost: x\r\n")
        yield found


def asked(front: Nginx, path: str, method: str = "GET", **more: object) -> requests.Response:
    where = front.url + path
    return requests.request(method, where, verify=str(front.authority.file), timeout=PATIENCE, **more)  # type: ignore[arg-type]  # what requests takes


def test_it_finds_nothing_to_say_against_the_files_as_they_are_shipped(alone: Nginx) -> None:
    assert alone.tested() == ""
    included = {*re.findall(r"include /etc/nginx/fofal/([\w.]+)", (SHIPPED / "fofal.conf").read_text("utf-8"))}
    assert included | {"fofal.conf"} == {one.name for one in SHIPPED.glob("*.conf")}


def test_while_no_server_answers_the_desktop_is_told_to_come_again(alone: Nginx) -> None:
    for path in ("/api/v1/parties/parties", "/health/ready", "/api/v1/changes"):
        found = asked(alone, path)
        assert (found.status_code, found.headers["Retry-After"], found.json()["status"]) == (503, "10", 503)
        assert found.headers["Content-Type"] == "application/problem+json; charset=utf-8"
        assert found.json()["request_id"]


def test_maintenance_is_a_file(alone: Nginx) -> None:
    switch, file = alone.folder / "maintenance", alone.folder / "public" / "downloads" / "a-1.0.msi"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"x")
    assert asked(alone, "/downloads/a-1.0.msi").status_code == 200
    switch.touch()
    assert asked(alone, "/downloads/a-1.0.msi").status_code == 503
    assert "maintenance" in asked(alone, "/api/v1/meta").json()["detail"]
    switch.unlink()
    assert asked(alone, "/downloads/a-1.0.msi").status_code == 200


def test_only_tls_1_2_and_later(alone: Nginx) -> None:
    for version, spoken in ((ssl.TLSVersion.TLSv1_2, "TLSv1.2"), (ssl.TLSVersion.TLSv1_3, "TLSv1.3")):
        trusted = ssl.create_default_context(cafile=alone.authority.file)
        trusted.minimum_version = trusted.maximum_version = version
        trusted.set_alpn_protocols(["h2", "http/1.1"])
        with (
            socket.create_connection(("127.0.0.1", alone.port)) as line,
            trusted.wrap_socket(line, server_hostname="127.0.0.1") as closed,
        ):
            assert (closed.version(), closed.selected_alpn_protocol()) == (spoken, "h2")


def test_files_for_everybody_may_be_kept_for_ever_and_resumed(alone: Nginx) -> None:
    for folder in ("downloads", "tiles"):
        file = alone.folder / "public" / folder / "parcelles-3.bin"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(bytes(range(200)))
        found = asked(alone, f"/{folder}/parcelles-3.bin", headers={"Range": "bytes=100-109"})
        assert (found.status_code, found.content) == (206, bytes(range(100, 110)))
        assert found.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert found.headers["ETag"]
        assert asked(alone, f"/{folder}/absent").status_code == 404


def test_too_much_is_refused_in_our_own_words(alone: Nginx) -> None:
    """A body of a change is at most 1 MB, a file 20 MB."""
    for path, fits in (("/api/v1/parties/parties", False), ("/api/v1/parties/parties/import", True)):
        found = asked(alone, path, "POST", data=b"x" * 2_000_000, headers={"Idempotency-Key": "k"})
        assert found.status_code == (503 if fits else 413)
        assert found.json()["title"] == ("Momentanément indisponible" if fits else "Trop volumineux")


def test_a_flood_of_sign_ins_is_held_back(alone: Nginx) -> None:
    found = [asked(alone, "/api/v1/auth/login", "POST", json={}) for _ in range(70)]
    held = [one for one in found if one.status_code == 429]
    assert held
    assert (held[0].headers["Retry-After"], held[0].json()["title"]) == ("5", "Trop de demandes")


def test_calls_carry_who_called_and_under_which_number(both: Pair) -> None:
    api = Api(both.people, signed_in_token(both.people, ("*:*",)))
    api.http.verify = str(both.nginx.authority.file)
    found = api.get("/auth/sessions", headers={"X-Forwarded-For": "192.0.2.99"})
    assert found.status_code == 200
    assert len(found.headers["X-Request-Id"]) == 32
    until(lambda: found.headers["X-Request-Id"] in both.nginx.log)
    assert "192.0.2.99" not in both.nginx.log
    api.close()


def test_packages_of_the_desktop_go_through_in_parts(both: Pair, tmp_path: Path) -> None:
    maker, content = Maker(tmp_path), bytes(range(256)) * 1000
    publishing.publish(both.share, maker.version("0.2.0", content), [maker.public])
    told = asked(both.nginx, "/api/v1/updates", params=asking("0.1.0")).json()
    assert told["manifest"]
    path = f"/api/v1/updates/stable/{package('0.2.0')}"
    first = asked(both.nginx, path, headers={"Range": "bytes=0-99"})
    rest = asked(both.nginx, path, headers={"Range": "bytes=100-", "If-Range": first.headers["ETag"]})
    assert (first.status_code, rest.status_code, first.content + rest.content) == (206, 206, content)


def test_a_change_without_a_key_is_never_sent_twice(both: Pair, tmp_path: Path) -> None:
    """Both servers take the call and die of it; with a key the second is asked too, without one it is not."""
    assert dying(tmp_path / "one", {"Idempotency-Key": "k"}) == 2
    assert dying(tmp_path / "two", {}) == 1


def dying(folder: Path, headers: dict[str, str]) -> int:
    """How many of two servers that end in the middle of a call were asked."""
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as two:
        doors, met = (one, two), list[bytes]()

        def take(door: socket.socket) -> None:
            line, _ = door.accept()
            with line:
                met.append(line.recv(100))

        threads = [threading.Thread(target=take, args=(door,), daemon=True) for door in doors]
        for thread in threads:
            thread.start()
        folder.mkdir()
        with nginx(folder, (one.getsockname()[1], two.getsockname()[1])) as front:
            answer = asked(front, "/api/v1/parties/parties", "POST", json={}, headers=headers)
        asked_of = len([one for one in met if one.startswith(b"POST")])
        for door in doors:  # whoever still waits is let go
            socket.create_connection(door.getsockname()).close()
        for thread in threads:
            thread.join(PATIENCE)
    assert answer.status_code == 503
    return asked_of


def test_a_certificate_is_renewed_under_people_at_work(both: Pair) -> None:
    with at_work(both.people, str(both.nginx.authority.file)) as work:
        until(lambda: work.done > 10)
        for _ in range(3):
            number, known = both.nginx.renew(), work.done
            both.nginx.reload()
            until(lambda: shown(both.nginx) == number)  # noqa: B023 - asked within the turn
            until(lambda: work.done > known + 10)  # noqa: B023 - asked within the turn
    # A kept connection may be closed by the reload in the moment in which a call leaves on it: HTTP has every client
    # call again then. Nothing else may fail, and that only once a renewal.
    cut = [one for one in work.failed if "RemoteDisconnected" in one]
    assert (work.failed, len(cut) <= 3) == (cut, True)


def shown(front: Nginx) -> int:
    trusted = ssl.create_default_context(cafile=front.authority.file)
    line = http.client.HTTPSConnection("127.0.0.1", front.port, timeout=PATIENCE, context=trusted)
    line.connect()
    assert isinstance(line.sock, ssl.SSLSocket)
    number = x509.load_der_x509_certificate(line.sock.getpeercert(binary_form=True) or b"").serial_number
    line.close()
    return number


def test_a_slow_sender_is_cut_off(slow: ssl.SSLSocket) -> None:
    """The last one here, for it waits."""
    assert slow.recv(100) == b""
