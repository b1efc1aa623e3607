"""What the settings tell whoever knows more of it."""

from dataclasses import dataclass

from fofal_server.settings.models import Site


@dataclass(frozen=True)
class SiteOutlined:
    """A site is about to be stored with another outline, which somebody has to judge."""

    site: Site
