"""The OCPI endpoints."""
