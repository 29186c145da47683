from exceptions_queue.fields import Field, fields_of


def test_what_is_known_of_a_field_comes_from_the_mapping_that_knows_most_of_them() -> None:
    described = {"request": {"title": "Emma", "copies": 2}, "other": {"title": "Emil"}}
    assert fields_of(("title", "copies"), described, {"title": "Erna"}) == (
        Field("title", "Emma"),
        Field("copies", "2"),
    )


def test_without_it_the_evidence_tells() -> None:
    evidence = {"fields": {"title": {"value": "Emma", "confidence": 0.4}, "copies": None}}
    assert fields_of(("title", "copies", "shelf"), {"x": 1}, evidence) == (
        Field("title", "Emma"),
        Field("copies"),
        Field("shelf"),
    )


def test_rows_give_an_input_for_each_of_their_plain_values() -> None:
    described = {"items": [{"title": "Emma", "tags": ["x"]}, {"title": None}]}
    assert fields_of(("items",), described, {}) == (
        Field("items.1.title", "Emma", "items.1", "title"),
        Field("items.2.title", "", "items.2", "title"),
    )


def test_nothing_known_is_an_empty_input() -> None:
    assert fields_of(("reference",), {}, {}) == (Field("reference"),)
    assert fields_of((), {}, {}) == ()
