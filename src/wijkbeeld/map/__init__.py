"""The live map: geometry prepared at build time, values packed per view, one browser component."""
