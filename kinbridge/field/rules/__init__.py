"""The aid, the telephone lines, what a report holds, and who is ready: plain Python over data."""
