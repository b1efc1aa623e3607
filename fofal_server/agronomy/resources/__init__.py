"""Agronomy as resources: the land, the work on it, the harvest."""

from fofal_server.agronomy.resources import harvest, land, work

RESOURCES = (*land.RESOURCES, *work.RESOURCES, *harvest.RESOURCES)
