"""Check of the certificate behind which the server answers: it fits its key, is kept closed, and lasts."""

from pathlib import Path

from pydantic import ValidationError

from fofal_server.cluster.errors import ClusterError
from fofal_server.config import Settings
from fofal_server.console.checks.finding import Finding
from fofal_server.core import clock
from fofal_server.front import certificate
from fofal_server.front.certificate import CertificateError
from fofal_server.front.listening import pair_of
from fofal_server.ops.certificate import Lasting, read

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
        lasting = read(pair.certificate)
    except ValidationError as error:
        wrong = ", ".join(f"FOFAL_{str(one['loc'][0]).upper()}" for one in error.errors(include_input=False))
        return Finding(_NAME, _TITLE, ok=False, found=f"réglages illisibles : {wrong}", remedy=_SET)
    except (CertificateError, ClusterError, ValueError) as error:  # or a secret that others may read
        return Finding(_NAME, _TITLE, ok=False, found=str(error), remedy=_SET)
    return _told(lasting)


def _told(found: Lasting) -> Finding:
    now, end = clock.now(), found.ends
    when = f"expire le {end:%d/%m/%Y} (dans {found.days_left(now)} j)"
    if end <= now:
        when = f"expiré depuis le {end:%d/%m/%Y}"
    elif found.begins > now:
        when = "pas encore valable"
    names = ", ".join(found.names) or "sans nom : aucun poste ne le croira"
    return Finding(_NAME, _TITLE, found.begins <= now < end, f"{names} ; {when}", _RENEW, warns=found.soon_over(now))
