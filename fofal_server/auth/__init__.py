"""People: who may come in, what they may do, and the trail of both."""
