"""Django looks for a capability's records here."""

from kinbridge.quality.review.models import Review, Sample, Sampled

__all__ = ["Review", "Sample", "Sampled"]
