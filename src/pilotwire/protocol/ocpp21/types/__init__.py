# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""The object types that messages share, one module per concept."""
