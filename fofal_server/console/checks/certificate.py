"""Check of the certificate behind which the server answers: it fits its key, is kept closed, and lasts."""

import datetime as dt
from pathlib import Path

from cryptography import x509
from pydantic import ValidationError

from fofal_server.cluster.errors import ClusterError
from fofal_server.config import Settings
from fofal_server.console.checks.finding import Finding
from fofal_server.core import clock
from fofal_server.front import certificate
from fofal_server.front.certificate import CertificateError
from fofal_server.front.listening import pair_of

SOON = dt.timedelta(days=30)
_NAME, _TITLE = "tls", "Certificat TLS"
_RENEW = "Demandez un nouveau certificat et remplacez les deux fichiers ; le serveur les reprend sans redémarrer."
_SET = "Corrigez FOFAL_TLS_CERT et FOFAL_TLS_KEY, ou les fichiers qu'ils nomment."


def closed(_: Path) -> Finding:
    """Key and certificate go together, nobody else reads the key, and no link of the chain is over within a month."""
    try:
        pair = pair_of(Settings())
        if pair is None:
            return Finding(_NAME, _TITLE, ok=True, found="aucun : le serveur parle HTTP sans chiffrement")
        certificate.context(pair)
        chain = x509.load_pem_x509_certificates(pair.certificate.read_bytes())
    except ValidationError as error:
        wrong = ", ".join(f"FOFAL_{str(one['loc'][0]).upper()}" for one in error.errors(include_input=False))
        return Finding(_NAME, _TITLE, ok=False, found=f"réglages illisibles : {wrong}", remedy=_SET)
    except (CertificateError, ClusterError, ValueError) as error:  # or a secret that others may read
        return Finding(_NAME, _TITLE, ok=False, found=str(error), remedy=_SET)
    return _lasting(chain)


def _lasting(chain: list[x509.Certificate]) -> Finding:
    now, end = clock.now(), min(one.not_valid_after_utc for one in chain)
    begun = all(one.not_valid_before_utc <= now for one in chain)
    left = (end - now).days
    when = f"expire le {end:%d/%m/%Y} (dans {left} j)" if end > now else f"expiré depuis le {end:%d/%m/%Y}"
    found = f"{_names(chain[0])} ; {when if begun else 'pas encore valable'}"
    return Finding(_NAME, _TITLE, begun and end > now, found, _RENEW, warns=end - now < SOON)


def _names(shown: x509.Certificate) -> str:
    """The names and addresses under which callers may know the server."""
    try:
        told = shown.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return "sans nom : aucun poste ne le croira"
    return ", ".join(str(one.value) for one in told)
