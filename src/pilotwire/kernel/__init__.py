"""Ids, units, time and errors: what every floor may use. Imports nothing of ours."""
