"""Sockets, SQL, brokers, keys: everything that touches the world."""
