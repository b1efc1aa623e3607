"""Faults that an installation has to survive; the long ones run with ``python3 run.py faults``."""
