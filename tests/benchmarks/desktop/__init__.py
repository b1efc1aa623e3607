"""``python3 run.py bench --desktop``: the real desktop at the real server, on a list of a million rows, timed."""
