from exceptions_queue.fields import LONGEST, MOST_ROWS, Field, fields_of


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


def test_what_the_question_is_about_is_told_apart() -> None:
    described = {"title": "Emma", "copies": "2", "items": [{"title": "x"}, {"title": "y"}]}
    fields = fields_of(("title", "copies", "items"), described, {}, doubted=("title",), first=("copies", "items.2"))
    assert [field.name for field in fields if field.doubted] == ["title"]
    assert [field.name for field in fields if field.first] == ["copies", "items.2.title"]


def test_what_is_too_much_for_a_page_is_left_to_be_entered_by_name() -> None:
    described = {"items": [{"title": "x"}] * (MOST_ROWS + 5), "title": "y" * (LONGEST + 1)}
    fields = fields_of(("items", "title"), described, {})
    assert len(fields) == MOST_ROWS + 1
    assert fields[-1] == Field("title")


def test_a_value_is_the_same_whatever_spaces_an_input_keeps() -> None:
    field = Field("title", "Emma\n  Woodhouse")
    assert field.same("Emma  Woodhouse")
    assert field.same("EmmaWoodhouse")
    assert not field.same("Emma Woodhous")


def test_nothing_known_is_an_empty_input() -> None:
    assert fields_of(("reference",), {}, {}) == (Field("reference"),)
    assert fields_of((), {}, {}) == ()
