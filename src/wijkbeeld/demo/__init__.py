"""The fictional region: from a seed, in the official formats, read by the loaders."""
