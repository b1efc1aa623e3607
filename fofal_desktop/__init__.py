"""The desktop client."""

from fofal_desktop.none import keep_none

keep_none()
