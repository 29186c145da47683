from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from p2p.admin.kinds import MasterAdmin, RecordAdmin
from p2p.models import GoodsReceipt, PurchaseOrder, Vendor
from tests.p2p.paper import Paper
from workflow.models import Signal

pytestmark = pytest.mark.django_db

OURS = [(model, site) for model, site in admin.site._registry.items() if model._meta.app_label == "p2p"]
RECORDS = [model for model, site in OURS if isinstance(site, RecordAdmin)]
MASTERS = [model for model, site in OURS if isinstance(site, MasterAdmin)]
LINES = {"InvoiceLine", "MatchLine", "JournalLine"}

VENDOR_FORM = {
    "code": "V2001",
    "name": "Weber GmbH",
    "status": "active",
    "email_domains": "[]",
    "currency": "EUR",
    "payment_terms": "net 30",
    "iban": "DE89 3704 0044 0532 0130 00",
}


@pytest.fixture(autouse=True)
def static_files(settings: Any, tmp_path: Path) -> None:
    """A folder of collected files, which the web server wants to be there."""
    settings.STATIC_ROOT = tmp_path


@pytest.fixture
def root(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("root"))
    return client


def test_every_model_is_in_the_admin() -> None:
    shown = {model.__name__ for model, _ in OURS}
    forgotten = {model.__name__ for model in apps.get_app_config("p2p").get_models()} - shown - LINES
    assert not forgotten, f"register these in p2p/admin: {forgotten}"


@pytest.mark.parametrize("model", [*RECORDS, *MASTERS])
def test_every_list_can_be_seen_and_searched(root: Client, model: type[Model]) -> None:
    Paper()
    page = root.get(reverse(f"admin:p2p_{model._meta.model_name}_changelist"), {"q": "1"})
    assert page.status_code == 200


@pytest.mark.parametrize("model", RECORDS)
def test_records_are_only_shown(root: Client, model: type[Model]) -> None:
    Paper()
    name = model._meta.model_name
    assert root.get(reverse(f"admin:p2p_{name}_add")).status_code == 403
    row = model._default_manager.first()
    if row is None:
        return
    change = reverse(f"admin:p2p_{name}_change", args=[row.pk])
    assert root.get(change).status_code == 200
    assert root.post(change, {}).status_code == 403
    assert root.post(reverse(f"admin:p2p_{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", MASTERS)
def test_master_data_is_never_deleted(root: Client, model: type[Model]) -> None:
    Paper()
    row = model._default_manager.first()
    if row is not None:
        address = reverse(f"admin:p2p_{model._meta.model_name}_delete", args=[row.pk])
        assert root.post(address, {"post": "yes"}).status_code == 403


def test_a_new_vendor_is_kept_in_one_spelling_and_heard(root: Client) -> None:
    assert root.post(reverse("admin:p2p_vendor_add"), VENDOR_FORM).status_code == 302
    assert Vendor.objects.get(code="V2001").iban == "DE89370400440532013000"
    assert [signal.keys for signal in Signal.objects.all()] == [["vendor", "vendor:V2001"]]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"iban": "DE00370400440532013000"}, "This is not an IBAN"),
        ({"payment_terms": "30 days"}, "write them like"),
        ({"sort_code": "20-29-5", "account_number": "63748472"}, "six digits"),
        ({"sort_code": "20-29-59", "account_number": "12"}, "six to eight digits"),
        ({"sort_code": "20-29-59"}, "together"),
    ],
)
def test_a_vendor_who_could_not_be_paid_is_not_kept(root: Client, change: dict[str, str], why: str) -> None:
    page = root.post(reverse("admin:p2p_vendor_add"), {**VENDOR_FORM, **change})
    assert why in page.content.decode()
    assert not Vendor.objects.exists()


def test_a_receipt_is_heard_by_its_order(root: Client) -> None:
    paper = Paper()
    form = {"number": "GRN-1", "line": paper.line.pk, "received_date": "2026-05-10", "quantity": "4"}
    assert root.post(reverse("admin:p2p_goodsreceipt_add"), form).status_code == 302
    assert GoodsReceipt.objects.get().line == paper.line
    assert [signal.keys for signal in Signal.objects.all()] == [["receipt:PO-7001"]]


def test_a_new_order_with_its_lines_is_heard(root: Client) -> None:
    paper = Paper()
    line = {
        "line_number": "1",
        "quantity": "3",
        "unit_price": "2.50",
        "tax_rate": "20",
        "gl_account": "6200",
        "description": "Files",
    }
    form: dict[str, Any] = {
        "number": "PO-7002",
        "vendor": paper.vendor.pk,
        "order_date": "2026-05-01",
        "currency": "GBP",
        "lines-TOTAL_FORMS": "1",
        "lines-INITIAL_FORMS": "0",
        **{f"lines-0-{name}": value for name, value in line.items()},
    }
    assert root.post(reverse("admin:p2p_purchaseorder_add"), form).status_code == 302
    assert PurchaseOrder.objects.get(number="PO-7002").lines.count() == 1
    assert [signal.keys for signal in Signal.objects.all()] == [["order:7002"]]


def test_who_may_only_look_cannot_edit(client: Client) -> None:
    paper = Paper()
    auditor = User.objects.create_user("auditor", is_staff=True)
    auditor.user_permissions.add(Permission.objects.get(codename="view_vendor"))
    client.force_login(auditor)
    change = reverse("admin:p2p_vendor_change", args=[paper.vendor.pk])
    assert client.get(change).status_code == 200
    assert client.post(change, VENDOR_FORM).status_code == 403
