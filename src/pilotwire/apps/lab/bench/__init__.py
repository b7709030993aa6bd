"""The bench: what a message and an idle station cost Pilotwire, beside a bare echo in the same run."""
