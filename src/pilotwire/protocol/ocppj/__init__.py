"""OCPP-J: frames, pairing of calls and answers, error codes; no I/O, both roles."""
