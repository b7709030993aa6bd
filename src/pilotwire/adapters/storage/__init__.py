"""Stores behind the ports of services."""
