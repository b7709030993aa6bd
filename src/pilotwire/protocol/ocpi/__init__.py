"""OCPI messages."""
