"""Errors of the numerical methods that a caller may want to catch."""


class NotConverged(RuntimeError):
    """The integration produced nothing usable."""
