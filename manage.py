#!/usr/bin/env python
"""Django's own commands. `./run` starts the database first; prefer it."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kinbridge.web.settings")
    execute_from_command_line(sys.argv)
