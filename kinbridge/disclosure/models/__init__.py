"""What the gate keeps of its own: requests, notices, and who signed for the rules."""

from kinbridge.disclosure.models.asking import ConsentRequest

__all__ = ["ConsentRequest"]
