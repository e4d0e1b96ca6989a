"""The newsletter for anyone: its public issues, asking for it by e-mail, and stopping it. English and Spanish."""
