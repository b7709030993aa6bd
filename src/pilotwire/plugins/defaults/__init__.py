"""Plug-ins that come with Pilotwire; they use the same hooks as those of others."""
