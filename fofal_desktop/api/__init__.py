"""The way to the server: the only room that knows HTTP, tokens and time-outs."""
