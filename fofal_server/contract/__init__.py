"""What server and desktop must agree on: kinds of value, the description of a resource, shapes on the wire."""
