"""Wijkbeeld: how Dutch neighbourhoods developed, and whether renewal made a difference."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("wijkbeeld")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0+onbekend"
