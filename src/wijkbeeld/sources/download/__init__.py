"""Fetch the official files named in ``data/sources``: three protocols, one plan."""

from wijkbeeld.sources.download.client import DownloadError, Fetcher, UnreachableError
from wijkbeeld.sources.download.plan import Fetched, Plan, default_files, fetch, plan

__all__ = [
    "DownloadError",
    "Fetched",
    "Fetcher",
    "Plan",
    "UnreachableError",
    "default_files",
    "fetch",
    "plan",
]
