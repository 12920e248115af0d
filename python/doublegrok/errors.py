"""The error that a person can do something about."""

from __future__ import annotations


class DoublegrokError(Exception):
    """A sentence that says what is wrong, and the way out."""
