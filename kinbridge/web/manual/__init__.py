"""The reference manual: Markdown written from the rules, their cases and their data. Nothing in it is typed twice."""
