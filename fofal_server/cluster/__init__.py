"""A PostgreSQL of our own: found, initialised, started as a child, watched, stopped.

The whole interface::

    from fofal_server.cluster.cluster import Cluster

    with Cluster(data_dir) as cluster:        # quick=True: tests only, in a temporary folder
        cluster.owner_url                     # fofal_owner: owns the database, runs the migrations
        cluster.app_url                       # fofal_app: the server's own role, owns nothing
        cluster.superuser_url                 # extensions, backups
        cluster.create_database("essai", template="fofal")
        cluster.drop_database("essai")

    from fofal_server.cluster.foreign import prepare
    app_url = prepare(owner_url, app_password)  # a server that somebody else runs

Every URL is in SQLAlchemy's form (``postgresql+psycopg2://…``). Every refusal is a `ClusterError`
whose text is French and meant for the person at the terminal.
"""
