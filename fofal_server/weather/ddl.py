"""Rules of the weather that PostgreSQL keeps itself: hours and days lie in parts by the month."""

from fofal_server.core.partitions import parts

CREATE = (*parts("weather_hour"), *parts("weather_day"))
