"""Why a person may be needed, step by step. The order is the order in which people are asked."""

from p2p.checks import (
    arithmetic_error,
    bank_details_differ,
    currency_mismatch,
    goods_not_received,
    new_vendor,
    not_payable_document,
    over_threshold,
    po_not_found,
    price_variance,
    quantity_variance,
    suspected_duplicate,
    unreadable,
    vendor_blocked,
    wrong_company,
)

DOCUMENT = (unreadable.REASON, not_payable_document.REASON, wrong_company.REASON, arithmetic_error.REASON)
VENDOR = (new_vendor.REASON, vendor_blocked.REASON, bank_details_differ.REASON)
DUPLICATE = (suspected_duplicate.REASON,)
ORDER = (po_not_found.REASON, currency_mismatch.REASON)
MATCH = (unreadable.REASON, price_variance.REASON, goods_not_received.REASON, quantity_variance.REASON)
APPROVAL = (suspected_duplicate.REASON, over_threshold.REASON)
