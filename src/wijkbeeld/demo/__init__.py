"""The fictional region: generated from a seed, written in the official formats, read by the
loaders.
"""
