"""The desktop of an earlier revision, by its own tests, on the server of today: what a roll-out night brings about."""
