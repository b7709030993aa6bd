# generated from the JSON schemas of OCPP 1.6; do not edit, make it again with `./dev generate`
"""The messages and types of OCPP 1.6, one module per block."""
