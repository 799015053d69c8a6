"""Renewed beside not renewed, from the store to all numbers: the page and the command share it."""
