"""Reading documents: bytes in, fields with evidence out. No Django, no database, no network.

Outside code uses `p2p.formats.sandbox.read`, which runs all this in a child process. `FORMATS` are asked
in order, cheapest and surest first; each answers with a reading, or None for "not mine". A new format is a
module with `NAME` and `read(document) -> Reading | None`, and a row here.
"""

# Module and the kinds of file (`sniff.kind_of`) that it may be asked about. By name, so that a format's
# libraries are loaded only when a document gets that far: start-up is most of a clean document's time.
FORMATS = (
    ("p2p.formats.ubl", ("xml",)),
    ("p2p.formats.cii", ("xml",)),
    ("p2p.formats.facturx", ("pdf",)),
    ("p2p.formats.pdf", ("pdf",)),
    ("p2p.formats.scan", ("pdf",)),
    ("p2p.formats.image", ("png", "jpeg", "tiff")),
)
