"""The chart: a family's labelled facts, their timeline, and the page where each partner sees what it may."""
