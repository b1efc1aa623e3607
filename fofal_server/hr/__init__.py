"""The people who work for FOFAL, and the gangs in which they go to the field."""
