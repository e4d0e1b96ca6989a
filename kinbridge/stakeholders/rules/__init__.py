"""Which sectors a coalition needs, where systems meet a family, and when a paper is due a look. Pure."""
