# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""The messages and types of OCPP 2.1, one module per block."""
