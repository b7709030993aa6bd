"""The process around the router's core."""
