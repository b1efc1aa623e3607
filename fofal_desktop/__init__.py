"""The desktop client."""

from fofal_desktop import bindings

bindings.prepare()
