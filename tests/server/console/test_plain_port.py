"""Nobody on the network is spoken to in the clear, whatever address was asked for."""

import pytest

from fofal_server.console.errors import Refusal
from fofal_server.console.listening import refuse_plain


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FOFAL_TLS_CERT", "FOFAL_TRUSTED_PROXIES"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.10", "fofal.exemple.cm"])  # noqa: S104 - refused
def test_beyond_the_machine_only_with_a_certificate_or_behind_a_named_proxy(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refusal, match="FOFAL_TLS_CERT"):
        refuse_plain(host)
    monkeypatch.setenv("FOFAL_TRUSTED_PROXIES", "10.0.0.2")
    refuse_plain(host)
    monkeypatch.delenv("FOFAL_TRUSTED_PROXIES")
    monkeypatch.setenv("FOFAL_TLS_CERT", "/etc/fofal/cert.pem")
    refuse_plain(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_on_the_machine_itself_nothing_is_asked(host: str) -> None:
    refuse_plain(host)
