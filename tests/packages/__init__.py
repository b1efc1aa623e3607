"""The packages themselves: built, installed, started, upgraded and removed in a clean system (`run.py package-test`)."""
