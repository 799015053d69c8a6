"""Dutch numbers and sentences: numbers in, text out."""
