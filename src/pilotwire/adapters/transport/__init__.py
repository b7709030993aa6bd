"""WebSocket and HTTP connections."""
