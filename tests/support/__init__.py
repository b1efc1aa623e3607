"""What tests stand on: a real PostgreSQL, a real server, a client that speaks HTTP."""
