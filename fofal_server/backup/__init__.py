"""The engine of backups: keys, sealed files, manifests, the folders of sets and their checks.

The whole interface::

    key = BackupKey.load(path)
    with making(backups, new_id(now)) as folder:              # `<id>.part`, renamed when whole
        with piece(folder / "files.tar.z.sealed", key.public) as writer:
            ...                                               # plain bytes in, compressed and sealed on the disk
        save(manifest, folder, key)
    verify(backups / set_id, key)                             # findings in French; none: the set is whole

Knows no business word and imports nothing of the house but `fofal_server.cluster`. Every refusal is a
`BackupError` whose text is French and meant for the person who has to act.
"""
