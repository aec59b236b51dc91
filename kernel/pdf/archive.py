"""What makes a reportlab file archivable: metadata, colour profile, line ends before `endstream`, no hidden clock."""

from datetime import UTC, datetime
from hashlib import md5
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from kernel.pdf.encoding import pdf_text

PROFILE = Path(__file__).parent / "colour" / "sRGB.icc"
PRODUCER = "Trinn"
VERSION = (1, 7)

METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>{created}
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


class EndedStream(pdfdoc.PDFStream):  # type: ignore[misc]  # reportlab has no types
    """A stream with an end of line before `endstream`, which PDF/A wants outside the stated length."""

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """Write the stream as reportlab does, with the line end."""
        written: bytes = super().format(document)
        return written.removesuffix(b"endstream\n") + b"\nendstream\n"


class TaggedPage(pdfdoc.PDFPage):  # type: ignore[misc]  # reportlab has no types
    """A page that says its structure is the tab order and carries no transition."""

    __NoDefault__ = (
        *(name for name in pdfdoc.PDFPage.__NoDefault__ if name != "Trans"),
        "StructParents",
        "Tabs",
    )

    def __init__(self, parent_key: int, size: tuple[float, float]) -> None:
        super().__init__()
        self.StructParents = parent_key
        self.Tabs = "/S"
        self.pagewidth, self.pageheight = size
        self.ExtGState = None
        self.Annots: list[pdfdoc.PDFObjectReference] = []


class _Catalog(pdfdoc.PDFCatalog):  # type: ignore[misc]  # reportlab has no types
    __NoDefault__ = (*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents")


class _Identity(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab has no types
    """The title, the producer and, only when it was given, the time of creation."""

    def __init__(self, title: str, created: datetime | None) -> None:
        self._entries = f"/Title {pdf_text(title)}/Producer {pdf_text(PRODUCER)}"
        if created is not None:
            moment = f"{created:%Y%m%d%H%M%S}"
            self._entries += f"/CreationDate(D:{moment}Z)/ModDate(D:{moment}Z)"

    def digest(self, signature: Any) -> None:
        """Add nothing: the file's id is made of its pages."""

    def format(self, document: pdfdoc.PDFDocument) -> bytes:  # noqa: ARG002  # the signature is reportlab's
        """Write the dictionary as reportlab asks each object to."""
        return f"<<{self._entries}>>".encode("ascii")


class ArchiveFile(pdfdoc.PDFDocument):  # type: ignore[misc]  # reportlab has no types
    """A reportlab file that conforms to PDF/A-2a and PDF/UA-1, as far as the file itself decides."""

    def __init__(self, title: str, lang: str, created: datetime | None) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=VERSION, lang=lang)
        created = created.astimezone(UTC) if created else None
        # reportlab seeds the id with the time of day or SOURCE_DATE_EPOCH; ours comes from the content alone.
        self.signature = md5(f"{title}\0{lang}\0{created}".encode("utf-8", "replace"), usedforsecurity=False)
        self.info = _Identity(title, created)
        catalog = self._catalog
        catalog.__class__ = _Catalog
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})
        catalog.Metadata = self._metadata(title, lang, created)
        catalog.OutputIntents = self._output_intents()

    def Reference(self, obj: Any, name: str | None = None) -> Any:  # noqa: N802  # the name is reportlab's
        """Register an object; every stream in the file passes here and gets its line end."""
        if type(obj) is pdfdoc.PDFStream:
            obj.__class__ = EndedStream
        return super().Reference(obj, name)

    @staticmethod
    def _metadata(title: str, lang: str, created: datetime | None) -> EndedStream:
        stamp = f"{created:%Y-%m-%dT%H:%M:%SZ}" if created else ""
        dates = f"<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>" if stamp else ""
        text = METADATA.format(title=escape(title), lang=escape(lang), producer=PRODUCER, created=dates)
        entries = pdfdoc.PDFDictionary({"Type": "/Metadata", "Subtype": "/XML"})
        return EndedStream(entries, text.encode("utf-8"))

    def _output_intents(self) -> pdfdoc.PDFArray:
        profile = EndedStream(pdfdoc.PDFDictionary({"N": 3}), PROFILE.read_bytes(), [pdfdoc.PDFZCompress])
        intent = {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": pdf_text("sRGB IEC61966-2.1"),
            "Info": pdf_text("sRGB IEC61966-2.1"),
            "DestOutputProfile": self.Reference(profile),
        }
        return pdfdoc.PDFArray([pdfdoc.PDFDictionary(intent)])
