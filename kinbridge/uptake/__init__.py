"""Training put to use: what units do before and after their people took a course. It names no worker."""
