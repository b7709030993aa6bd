"""The CSMS: stations' sockets joined to handlers, services and storage."""
