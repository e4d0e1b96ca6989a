"""The way home: what must be so, how a parent and the children spend time together, and who looks in afterward."""
