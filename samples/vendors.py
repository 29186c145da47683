"""The vendors of the demo company, with what each of them sells. Add one here and in `VENDORS`."""

from decimal import Decimal

from samples.banking import de_vat, fr_vat, french_bank, gb_vat, german_bank, uk_bank
from samples.company import Item, Vendor
from samples.truth import Party

STANDARD, REDUCED, ZERO = Decimal(20), Decimal(5), Decimal(0)


def _item(sku: str, description: str, unit: str, price: str, coding: str, rate: Decimal = STANDARD) -> Item:
    gl_account, cost_centre = coding.split("/")
    return Item(sku, description, unit, Decimal(price), rate, gl_account, cost_centre)


THORNBURY = Vendor(
    code="V1001",
    party=Party(
        name="Thornbury Paper Supplies Ltd",
        address=("12 Mill Lane", "Thornbury", "Bristol", "BS35 2AB"),
        country="GB",
        vat_id=gb_vat("2904418"),
        company_number="04182266",
        email="accounts@thornburypaper.example",
        phone="01632 960 210",
    ),
    domain="thornburypaper.example",
    terms="net 30",
    bank=uk_bank("BARC", "202959", "63748472", "Barclays Bank"),
    layout="classic",
    prefix="INV-{:06d}",
    items=(
        _item("TP-A480", "Copier paper A4 80 gsm, white", "box", "18.40", "6200/ADM"),
        _item("TP-A380", "Copier paper A3 80 gsm, white", "box", "36.75", "6200/ADM"),
        _item("TP-ENVC5", "Envelopes C5 self-seal, manila", "pack", "11.25", "6200/ADM"),
        _item("TP-LEVARC", "Lever arch files, black", "each", "2.35", "6200/ADM"),
    ),
)

CASTLE_WYE = Vendor(
    code="V1002",
    party=Party(
        name="Castle & Wye Facilities Ltd",
        address=("The Old Brewery", "38 Monnow Street", "Monmouth", "NP25 3EN"),
        country="GB",
        vat_id=gb_vat("8123467"),
        company_number="07755310",
        email="billing@castlewye.example",
        phone="01632 960 377",
    ),
    domain="castlewye.example",
    terms="net 30",
    bank=uk_bank("CPBK", "089999", "66374958", "The Co-operative Bank"),
    layout="two_column",
    prefix="CW{:05d}",
    items=(
        _item("CLN-OFF", "Office cleaning, weekday evenings", "hour", "17.50", "6310/FAC"),
        _item("CLN-WIN", "Window cleaning, ground floor, outside", "visit", "64.00", "6310/FAC"),
        _item("SAN-BIN", "Sanitary bin service", "month", "22.80", "6310/FAC"),
    ),
)

PENNOCK = Vendor(
    code="V1003",
    party=Party(
        name="J. Pennock Electrical",
        address=("7 Quarry Rise", "Portishead", "BS20 6LT"),
        country="GB",
        email="jim@pennock-electrical.example",
        phone="07700 900 418",
    ),
    domain="pennock-electrical.example",
    terms="net 14",
    bank=uk_bank("HLFX", "118765", "64371389", "Halifax"),
    layout="sole_trader",
    prefix="{:04d}",
    items=(
        _item("LAB-EL", "Labour, electrician", "hour", "42.00", "6420/MNT", ZERO),
        _item("MAT-LED", "LED batten 5 ft, supplied and fitted", "each", "38.50", "6420/MNT", ZERO),
        _item("MAT-SOC", "Twin socket, supplied and fitted", "each", "21.00", "6420/MNT", ZERO),
    ),
)

MERROW = Vendor(
    code="V1004",
    party=Party(
        name="Merrow Bay Coffee Roasters Ltd",
        address=("Harbour Works", "Quay Street", "Falmouth", "TR11 3HH"),
        country="GB",
        vat_id=gb_vat("3320917"),
        company_number="10866421",
        email="orders@merrowbay.example",
        phone="01632 960 155",
    ),
    domain="merrowbay.example",
    terms="2/10 net 30",
    bank=uk_bank("SRLG", "107999", "88837491", "Starling Bank"),
    layout="boxed",
    prefix="MB-{:05d}",
    items=(
        _item("COF-ESP1", "Espresso beans, Harbour blend, 1 kg", "bag", "14.20", "6250/ADM", ZERO),
        _item("COF-DEC1", "Decaffeinated beans, 1 kg", "bag", "15.60", "6250/ADM", ZERO),
        _item("CUP-12", "Paper cups 12 oz with lids", "sleeve", "5.90", "6250/ADM"),
        _item("SRV-MAC", "Machine service and descale", "visit", "85.00", "6420/MNT"),
    ),
)

RIDGEWAY = Vendor(
    code="V1005",
    party=Party(
        name="Ridgeway Packaging (Swindon) Ltd",
        address=("Plots 9-11, Kembrey Park", "Swindon", "Wiltshire", "SN2 8UY"),
        country="GB",
        vat_id=gb_vat("6018845"),
        company_number="02993174",
        email="creditcontrol@ridgewaypackaging.example",
        phone="01632 960 620",
    ),
    domain="ridgewaypackaging.example",
    terms="eom 30",
    bank=uk_bank("CLYD", "820000", "73688637", "Clydesdale Bank"),
    layout="dense",
    prefix="SI{:07d}",
    items=tuple(
        _item(
            f"RP-{number:03d}",
            f"{kind} {size}, {grade} with printed company mark on two sides, "
            "supplied flat in bundles on a returnable pallet",
            "bundle",
            f"{4 + number * 17 % 11}.{number * 35 % 100:02d}",
            "5010/PRD",
        )
        for number, (kind, size, grade) in enumerate(
            (
                (kind, size, grade)
                for kind, grade in (
                    ("Single wall carton", "125K/T kraft"),
                    ("Double wall carton", "150K/150T kraft"),
                    ("Layer pad", "recycled B flute"),
                    ("Divider set", "E flute"),
                )
                for size in (
                    "229 x 152 x 152 mm",
                    "305 x 229 x 229 mm",
                    "381 x 330 x 305 mm",
                    "457 x 305 x 305 mm",
                    "508 x 406 x 356 mm",
                    "610 x 457 x 457 mm",
                )
            ),
            start=1,
        )
    ),
)

FALKNER = Vendor(
    code="V1006",
    party=Party(
        name="Falkner Messtechnik GmbH",
        address=("Lindenstraße 48", "72764 Reutlingen"),
        country="DE",
        vat_id=de_vat("28114490"),
        company_number="HRB 381127",
        email="buchhaltung@falkner-messtechnik.example",
        phone="+49 7121 555 0148",
    ),
    domain="falkner-messtechnik.example",
    terms="net 30",
    bank=german_bank("50010517", "648489890", "INGDDEFFXXX", "ING-DiBa"),
    layout="din5008",
    prefix="RE-{:05d}",
    currency="EUR",
    items=(
        _item("FM-PT100", "Temperaturfühler PT100, Edelstahl, 150 mm", "Stück", "64.90", "5400/LAB", ZERO),
        _item("FM-KAL2", "Werkskalibrierung mit Zertifikat, 2 Punkte", "Stück", "38.00", "5400/LAB", ZERO),
        _item("FM-DRK10", "Drucktransmitter 0-10 bar, G 1/4", "Stück", "212.50", "5400/LAB", ZERO),
    ),
)

CLAIRMONT = Vendor(
    code="V1007",
    party=Party(
        name="Papeterie Clairmont SAS",
        address=("27 rue des Tanneurs", "59000 Lille"),
        country="FR",
        vat_id=fr_vat("81249077"),
        company_number="812 490 779 RCS Lille Métropole",
        email="facturation@clairmont.example",
        phone="+33 3 53 01 44 60",
    ),
    domain="clairmont.example",
    terms="net 30",
    bank=french_bank("30006", "00001", "12345678901", "AGRIFRPP", "Crédit Agricole"),
    layout="facture",
    prefix="FA{:06d}",
    items=(
        _item("CL-ETQ70", "Étiquettes adhésives 70 x 37 mm, 24 par feuille", "paquet", "9.80", "6200/ADM", ZERO),
        _item("CL-CHEM", "Chemises cartonnées 24 x 32 cm, assorties", "lot", "13.45", "6200/ADM", ZERO),
        _item("CL-REG", "Registre ligné 200 pages, relié toile", "pièce", "17.20", "6200/ADM", ZERO),
    ),
)

OSTLER = Vendor(
    code="V1008",
    party=Party(
        name="Ostler Telecom Limited",
        address=("Signal House", "210 Great Western Road", "Reading", "RG1 8DT"),
        country="GB",
        vat_id=gb_vat("9417306"),
        company_number="05527719",
        email="ebilling@ostlertelecom.example",
        phone="0118 496 0900",
    ),
    domain="ostlertelecom.example",
    terms="net 30",
    bank=uk_bank("NAIA", "070116", "34012583", "Nationwide"),
    layout="banner",
    prefix="{:09d}",
    items=(
        _item("OT-FIB500", "Business fibre 500, monthly rental", "month", "48.00", "6510/ITS"),
        _item("OT-SIP10", "SIP trunk, 10 channels, monthly rental", "month", "35.00", "6510/ITS"),
        _item("OT-ENG", "Engineer site visit", "visit", "120.00", "6510/ITS"),
    ),
)

GREENHOLM = Vendor(
    code="V1009",
    party=Party(
        name="Greenholm Heating Oils Ltd",
        address=("Depot 3, Station Approach", "Yatton", "Somerset", "BS49 4AH"),
        country="GB",
        vat_id=gb_vat("5182740"),
        company_number="03364908",
        email="accounts@greenholm.example",
        phone="01632 960 744",
    ),
    domain="greenholm.example",
    terms="net 30",
    bank=uk_bank("CLYD", "827999", "73988638", "Clydesdale Bank"),
    layout="ledger",
    prefix="G/{:05d}",
    items=(
        _item("KERO-28", "Kerosene 28 second, tank delivery", "litre", "0.82", "6330/FAC", REDUCED),
        _item("ADD-STAB", "Fuel stabiliser additive", "bottle", "16.50", "6330/FAC"),
    ),
)

LOWTHER = Vendor(
    code="V1010",
    party=Party(
        name="Lowther Tool Hire Ltd",
        address=("Trade Centre, Feeder Road", "Bristol", "BS2 0TX"),
        country="GB",
        vat_id=gb_vat("4471093"),
        company_number="06610457",
        email="sales@lowtherhire.example",
        phone="0117 496 0388",
    ),
    domain="lowtherhire.example",
    terms="net 30",
    bank=uk_bank("LOYD", "134020", "63849203", "Lloyds Bank"),
    layout="docket",
    prefix="LTH/{:05d}",
    items=(
        _item("HIRE-MEWP", "Scissor lift 8 m, electric", "day", "62.00", "6440/MNT"),
        _item("HIRE-DEH", "Dehumidifier 55 l", "week", "48.50", "6440/MNT"),
        _item("HIRE-DEL", "Delivery and collection", "trip", "35.00", "6440/MNT"),
    ),
)

VENDORS = (
    THORNBURY,
    CASTLE_WYE,
    PENNOCK,
    MERROW,
    RIDGEWAY,
    FALKNER,
    CLAIRMONT,
    OSTLER,
    GREENHOLM,
    LOWTHER,
)

# Sends an invoice before anybody has put it into the master data.
NEWCOMER = Vendor(
    code="V1011",
    party=Party(
        name="Tamsin Cole Photography Ltd",
        address=("Studio 2, Paintworks", "Bath Road", "Bristol", "BS4 3EH"),
        country="GB",
        vat_id=gb_vat("7720361"),
        company_number="12904417",
        email="hello@tamsincole.example",
        phone="0117 496 0512",
    ),
    domain="tamsincole.example",
    terms="net 30",
    bank=uk_bank("CLYD", "827101", "28748352", "Clydesdale Bank"),
    layout="banner",
    prefix="TC-{:04d}",
    items=(_item("PHO-HALF", "Product photography, half day", "session", "240.00", "6610/MKT"),),
)
