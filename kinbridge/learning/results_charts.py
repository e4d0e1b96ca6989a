"""How many stayed with a course, as bars."""

from __future__ import annotations

from kinbridge.learning.reading.results import Results


def stages_chart(results: Results) -> dict[str, object]:
    """For `_chart_bar.html`. A bar that is hidden says so."""
    return {
        "title": "Who stayed with it",
        "description": "Each person's first time through. Whoever is lost on the way is in none of the changes below.",
        "label": "Stage",
        "value_label": "People",
        "top": max(results.began, 1),
        "bars": [
            {
                "label": stage.label,
                "value": stage.people,
                "text": "fewer than 5" if stage.people is None else str(stage.people),
            }
            for stage in results.stages
        ],
    }
