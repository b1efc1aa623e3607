"""Operations: work that comes round, backups that prove themselves, and what of it went wrong."""
