"""Who works for which program: accounts are made here, and end here."""
