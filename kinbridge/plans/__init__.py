"""The plan of safe care: written with the parent, one plan before and after birth, signed, versioned, handed over."""
