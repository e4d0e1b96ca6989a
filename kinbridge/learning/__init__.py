"""Courses, webinars and the library; what each learner has finished. The catalogue first."""
