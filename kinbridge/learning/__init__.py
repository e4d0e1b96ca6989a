"""Courses, webinars and the library: what each learner has finished, and what came of it."""
