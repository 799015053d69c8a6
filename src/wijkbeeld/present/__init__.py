"""Presenting: decks of scenes, what the stage draws of them, and the stage itself."""
