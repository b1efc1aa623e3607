"""What the cluster refuses, in words for the person who started the server."""


class ClusterError(Exception):
    """A refusal whose French text says what is wrong and what to type."""


class ExposedError(ClusterError):
    """A file with a secret that other accounts may read: what it holds is no secret any more."""


class PortTakenError(ClusterError):
    """Somebody else listens on the port: another one may be tried."""
