"""From a call to its answer: decode, translate, ask a service, encode."""
