"""Parts of the page *Menging*: how mixed areas are, at which grain, and for whom."""
