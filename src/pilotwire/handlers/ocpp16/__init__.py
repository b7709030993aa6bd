"""Handlers of OCPP 1.6, one file per block."""
