"""What a station says and answers in OCPP 2.0.1 and 2.1."""
