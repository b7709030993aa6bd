"""Handlers of OCPP 2.0.1 and 2.1, one file per functional block."""
