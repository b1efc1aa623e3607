"""Second places: somewhere else that keeps files by their names; a folder, an SFTP account or an S3 bucket."""
