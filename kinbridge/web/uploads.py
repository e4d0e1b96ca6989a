"""A file that is sent is small, or it is refused before it is read: nothing fills the disk on its way to a form."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MOST_BYTES = 20_000_000


class SmallFilesOnly(FileUploadHandler):
    """Refuses a request by the length it gives, and one that gives a wrong length when it goes beyond."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any, **more: Any) -> None:  # noqa: N803 - Django's own name
        self.read = 0
        self.most = settings.LARGER_UPLOADS.get(self.request.path if self.request else "", MOST_BYTES)
        self._check(content_length)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.read += len(raw_data)
        self._check(self.read)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Whoever stores the file answers for it."""
        return

    def _check(self, size: int) -> None:
        if size > self.most:
            raise RequestDataTooBig(f"The file is larger than {self.most // 1_000_000} MB; send a smaller one.")
