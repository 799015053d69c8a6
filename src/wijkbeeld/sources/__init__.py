"""Official and own files in; typed, checked and accounted-for frames out."""
