"""Cars, EVSEs, meters and sites as they behave: exact sums, no clock, no I/O.

Time is whole milliseconds, power whole watts, energy whole millijoules (watts times milliseconds), so sums are exact.
"""
