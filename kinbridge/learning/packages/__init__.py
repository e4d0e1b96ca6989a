"""Courses of other makers: cmi5 and SCORM packages, brought in by a trainer and run where they can reach nothing."""
