"""What the engine of replication refuses, in words for the person who has to act."""


class ReplicaError(Exception):
    """A refusal whose French text says what is wrong and what to do."""
