"""What operations can say in numbers of the database, the machine, its processes and the backups."""

from fofal_server.ops.measures import backups, database, machine, processes, service

MEASURES = (*database.MEASURES, *machine.MEASURES, *processes.MEASURES, *backups.MEASURES, *service.MEASURES)
