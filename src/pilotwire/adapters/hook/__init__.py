"""Ports served by a program of the operator's own, asked over HTTP."""
