"""The catalogue: data about cars, checked when it is read."""
