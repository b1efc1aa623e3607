"""Mail: promised in a transaction, sent after it over verified TLS, shown to administrators without its text."""
