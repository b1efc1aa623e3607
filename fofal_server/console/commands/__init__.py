"""One module for each word after ``fofal-server``; each offers its ``COMMAND``."""
