"""The weather of each site: what providers say, what the farm's gauges read, and what follows for water and work."""
