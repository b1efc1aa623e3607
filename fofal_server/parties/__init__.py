"""The people and firms that FOFAL buys from and sells to."""
