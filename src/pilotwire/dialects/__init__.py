"""Protocol value to domain value and back, pure; the one place that knows both."""
