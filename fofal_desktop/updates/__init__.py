"""New versions of this program: found, verified, kept beside the one that runs, chosen at the start (decision 0054)."""
