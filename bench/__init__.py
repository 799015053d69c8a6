"""Measurements beside peers; see README.md in this folder."""
