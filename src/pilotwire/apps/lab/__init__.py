"""The lab: it tests any CSMS or station, ours or somebody else's, as a black box."""
