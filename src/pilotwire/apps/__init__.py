"""Wiring: the only place where concrete classes meet."""
