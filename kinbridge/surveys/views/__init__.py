"""The pages of surveys: where we stand, anonymous waves, looks by name, and the form that knows nobody."""
