"""Finds cases by parts of their words: trigrams, which come with PostgreSQL."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations
from django.db.models.functions import Upper


def parts_of(column):
    """The index over a column of a case."""
    index = GinIndex(OpClass(Upper(column), 'gin_trgm_ops'), name=f'case_{column}_parts')
    return migrations.AddIndex(model_name='case', index=index)


class Migration(migrations.Migration):

    dependencies = [
        ('workflow', '0005_desk'),
    ]

    operations = [TrigramExtension(), parts_of('number'), parts_of('party'), parts_of('search')]
