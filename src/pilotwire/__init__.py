"""Pilotwire: EV charging in one package. docs/map.md says where everything is."""
