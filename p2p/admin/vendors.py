"""Vendors. A change is heard by the cases that wait for it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from stdnum import iban
from stdnum.exceptions import ValidationError as NotAnIban

from p2p.accounts import account
from p2p.admin.kinds import MasterAdmin, ModelForm
from p2p.models import Vendor
from p2p.payments import terms
from p2p.wakeups import vendor_changed
from workflow import clock


class VendorForm(ModelForm):
    """Money goes where this form says: what can't be an account, or terms, isn't kept."""

    # As people write them: longer than what is kept, for spaces and hyphens.
    iban = forms.CharField(label="IBAN", required=False, max_length=50)
    sort_code = forms.CharField(required=False, max_length=12, help_text="such as 20-29-59")

    class Meta:
        model = Vendor
        fields = (
            "code",
            "name",
            "status",
            "vat_id",
            "company_number",
            "country",
            "email_domains",
            "currency",
            "payment_terms",
            "iban",
            "sort_code",
            "account_number",
        )

    def clean_payment_terms(self) -> str:
        """In a form that the product can reckon with."""
        text = str(self.cleaned_data["payment_terms"])
        try:
            terms.parse(text)
        except terms.TermsNotUnderstood as error:
            raise forms.ValidationError(f"The {error}.") from error
        return text

    def clean_iban(self) -> str:
        """Without spaces, with the right check digits."""
        text = account(self.cleaned_data["iban"], "", "").iban
        try:
            return iban.validate(text) if text else ""
        except NotAnIban as error:
            raise forms.ValidationError("This is not an IBAN: a digit or letter is wrong or missing.") from error

    def clean_sort_code(self) -> str:
        """Six digits."""
        return self._digits("sort_code", "A sort code has six digits, such as 20-29-59.", lengths=(6,))

    def clean_account_number(self) -> str:
        """Six to eight digits, as UK banks give them; other countries' go into the IBAN."""
        why = "A UK account number has six to eight digits; enter an account abroad by its IBAN."
        return self._digits("account_number", why, lengths=(6, 7, 8))

    def clean(self) -> dict[str, Any]:
        """Sort code and account number come together."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("sort_code")) != bool(cleaned.get("account_number")):
            self.add_error("account_number", "Enter sort code and account number together, or neither.")
        return cleaned

    def _digits(self, name: str, why: str, *, lengths: tuple[int, ...]) -> str:
        text = account("", self.cleaned_data[name], "").sort_code
        if text and not (text.isascii() and text.isdigit() and len(text) in lengths):
            raise forms.ValidationError(why)
        return text


@admin.register(Vendor)
class VendorAdmin(MasterAdmin):
    form = VendorForm
    list_display = ("code", "name", "status", "vat_id", "currency", "payment_terms", "country")
    list_filter = ("status", "currency", "country")
    search_fields = ("code", "name", "vat_id", "iban", "account_number")
    ordering = ("code",)
    fieldsets = (
        (None, {"fields": ("code", "name", "status")}),
        ("Who it is", {"fields": ("vat_id", "company_number", "country", "email_domains")}),
        ("How it is paid", {"fields": ("currency", "payment_terms", "iban", "sort_code", "account_number")}),
    )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        vendor_changed(obj.code, now=clock.now())
