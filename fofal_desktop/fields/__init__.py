"""One look per kind of value: how it reads in a list and which editor writes it."""
