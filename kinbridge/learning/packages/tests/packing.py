"""Small packages, made for tests."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile

PAGE = "<!doctype html><html><head><title>One</title></head><body>Words</body></html>"
SCORM_12 = """<manifest identifier="m1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="o1"><organization identifier="o1"><title>Safe storage</title>
    <item identifier="i1" identifierref="r1"><title>Ten lines</title><adlcp:masteryscore>80</adlcp:masteryscore></item>
  </organization></organizations>
  <resources><resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="index.html"/></resources>
</manifest>"""
SCORM_2004 = SCORM_12.replace("1.2</schemaversion>", "2004 4th Edition</schemaversion>").replace(
    "<adlcp:masteryscore>80</adlcp:masteryscore>", ""
)
CMI5 = """<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="https://maker.example/course"><title><langstring lang="en-US">Safe storage</langstring></title>
    <description><langstring lang="en-US">Ten lines.</langstring></description></course>
  <block id="https://maker.example/block"><title><langstring>All</langstring></title>
    <description><langstring>All</langstring></description>
    <au id="https://maker.example/unit" moveOn="CompletedAndPassed" masteryScore="0.8">
      <title><langstring lang="es">Diez</langstring><langstring lang="en">Ten lines</langstring></title>
      <description><langstring>Ten</langstring></description>
      <url>index.html?theme=calm</url><launchParameters>slow</launchParameters></au></block>
</courseStructure>"""


def packed(files: Mapping[str, str | bytes], *, compression: int = ZIP_DEFLATED) -> io.BytesIO:
    """A zip file with these files in it."""
    file = io.BytesIO()
    with ZipFile(file, "w", compression) as made:
        for name, content in files.items():
            made.writestr(name, content)
    file.seek(0)
    return file


def cmi5_package(**more: str | bytes) -> io.BytesIO:
    return packed({"cmi5.xml": CMI5, "index.html": PAGE, **more})


def scorm_package(manifest: str = SCORM_12, **more: str | bytes) -> io.BytesIO:
    return packed({"imsmanifest.xml": manifest, "index.html": PAGE, **more})
