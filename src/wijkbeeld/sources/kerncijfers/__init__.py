"""CBS kerncijfers wijken en buurten: every publication format, one harmonised long frame."""

from wijkbeeld.sources.kerncijfers.odata import read as read_odata
from wijkbeeld.sources.kerncijfers.statline import read as read_statline
from wijkbeeld.sources.kerncijfers.workbook import read as read_workbook

__all__ = ["read_odata", "read_statline", "read_workbook"]
