"""Files to take away: an HTML map, a workbook, a GeoPackage."""
