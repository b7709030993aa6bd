"""The core of the OCPP router: frame in, frames out, without I/O."""
