"""What a station says and answers in OCPP 1.6."""
