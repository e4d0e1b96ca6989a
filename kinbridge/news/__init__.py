"""The coalition's newsletter: issues made of public things, at an address and by e-mail to those who asked for it."""
