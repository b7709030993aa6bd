"""Use cases of the CSMS over ports; they speak domain, never protocol."""
