"""The continuum of care: what there is, what is needed, what is missing, and what would fill it. No family is in it."""
