"""What the gate keeps of its own: requests, notices, and who signed for the rules."""

from kinbridge.disclosure.models.asking import ConsentRequest
from kinbridge.disclosure.models.signing import PackSignature

__all__ = ["ConsentRequest", "PackSignature"]
