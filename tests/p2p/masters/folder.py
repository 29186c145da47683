"""A folder of master data for a test, and the fewest rows that are sound."""

from collections.abc import Mapping, Sequence
from pathlib import Path

COMPANY = {
    "name": "Castle Buyer Ltd",
    "vat_id": "GB 980 7806 84",
    "country": "GB",
    "base_currency": "GBP",
    "timezone": "Europe/London",
}
VENDOR = {
    "vendor_code": "V1",
    "name": "Thorn Paper Ltd",
    "vat_id": "GB980780684",
    "company_number": "01234567",
    "email_domains": "Thorn.example; @thorn.co.example",
    "currency": "GBP",
    "payment_terms": "net 30",
    "iban": "GB29 NWBK 6016 1331 9268 19",
    "sort_code": "60-16-13",
    "account_number": "31926819",
    "country": "GB",
    "status": "active",
}
ORDER = {
    "po_number": "PO-1",
    "vendor_code": "V1",
    "order_date": "2026-02-01",
    "currency": "GBP",
    "requester_email": "rita@buyer.example",
    "line_number": "1",
    "sku": "P-80",
    "description": "Paper, 80 g",
    "quantity": "10",
    "unit": "box",
    "unit_price": "18.40",
    "tax_rate": "20",
    "gl_account": "6000",
    "cost_centre": "CC1",
}
RECEIPT = {
    "receipt_number": "GRN-1",
    "po_number": "PO-1",
    "line_number": "1",
    "received_date": "2026-02-10",
    "quantity": "4",
}
SOUND = {
    "company.csv": [COMPANY],
    "vendors.csv": [VENDOR],
    "purchase_orders.csv": [ORDER],
    "goods_receipts.csv": [RECEIPT],
}


def csv(rows: Sequence[Mapping[str, str]]) -> str:
    """The rows as CSV, every cell quoted."""
    lines = [list(rows[0]), *(list(row.values()) for row in rows)]
    return "".join(",".join(f'"{cell}"' for cell in line) + "\n" for line in lines)


def write(folder: Path, files: Mapping[str, Sequence[Mapping[str, str]]]) -> Path:
    """Write these files, and no others, into the folder."""
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.csv"):
        old.unlink()
    for name, rows in files.items():
        (folder / name).write_text(csv(rows), encoding="utf-8")
    return folder
