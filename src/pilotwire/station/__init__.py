"""The virtual charging station, without I/O."""
