"""The engine of replication: a second PostgreSQL that repeats the first one's log, ready to go on in its place.

Of the house it knows only ``cluster``; it takes PostgreSQL's own programs and SQL. The path of an installation:
``inviting`` (on the primary) → ``making`` (on the second machine) → ``standing`` (both) → ``promoting`` (the second,
when the first is gone) → ``rejoining`` (the first, when it is back). ``keeping`` sees that an absent one blocks nobody.
"""
