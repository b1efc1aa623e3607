"""Where a cluster's files lie: in the data folder, unless the account PostgreSQL runs under cannot get there."""

import tempfile
from pathlib import Path

from fofal_server.cluster.account import Account, may
from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.files import make_folder

ELSEWHERE = Path("/var/lib/fofal")


def choose(data_dir: Path, account: Account | None, quick: bool) -> Path:
    """Return a folder that the account can reach: the data folder, or a new one outside a closed home."""
    if account is None or may(account, "-x", data_dir):
        return data_dir
    if quick:
        return _made_in(Path(tempfile.gettempdir()), account)
    try:
        make_folder(ELSEWHERE, 0o755)
        return _made_in(ELSEWHERE, account)
    except OSError as error:
        raise ClusterError(
            f"Le compte « {account.name} », sous lequel PostgreSQL doit tourner, ne peut pas entrer dans {data_dir}, "
            f"et {ELSEWHERE} ne peut pas servir à la place ({error}). Donnez un autre dossier de données."
        ) from error


def _made_in(parent: Path, account: Account) -> Path:
    place = Path(tempfile.mkdtemp(prefix="fofal-" if parent != ELSEWHERE else "", dir=parent))
    place.chmod(0o755)
    if not may(account, "-x", place):
        place.rmdir()
        raise ClusterError(f"Le compte « {account.name} » ne peut pas entrer dans {place}.")
    return place
