"""CSMS and API in one process."""
