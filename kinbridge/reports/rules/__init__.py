"""What a report says and what a federal file may hold. No Django, no clock, no database."""
