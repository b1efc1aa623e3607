"""The desktop client."""

from fofal_desktop.lasting import keep_lasting

keep_lasting()
