"""A typed client of the HTTP API: `client.Client`, and every resource in `resources`."""
