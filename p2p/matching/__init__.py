"""Pure matching: of a document with a vendor, of invoice lines with order lines, of numbers with numbers."""
