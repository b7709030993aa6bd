"""Hook specifications and built-in plugins."""
