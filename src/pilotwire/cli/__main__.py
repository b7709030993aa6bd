"""`python -m pilotwire.cli` is `pilotwire`, for where the script is not on the path."""

import sys

from pilotwire.cli.main import main

sys.exit(main())
