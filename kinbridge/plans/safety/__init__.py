"""A safety plan: what keeps a child from a danger that is there now. Child protection's; not a plan of safe care."""
