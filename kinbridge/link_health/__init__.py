"""Whether an address on the web still answers. Off until an operator lets the server look at the outside world."""
