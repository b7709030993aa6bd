"""What all tests share."""

import gc

pytest_plugins = ["tests.fixtures.postgres"]

# As the server does, and for the same reason: collecting anew what is no garbage takes time and frees nothing.
gc.set_threshold(100_000, 50, 100)
