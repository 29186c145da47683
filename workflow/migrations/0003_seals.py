"""Seals over the history: finished stretches of events, hashed and chained."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from workflow.triggers import drop, insert_only


class Migration(migrations.Migration):

    dependencies = [
        ('workflow', '0002_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='order within the case, from 1')),
                ('place', models.PositiveBigIntegerField(help_text='order among all seals, from 1, without a gap', unique=True)),
                ('first_seq', models.PositiveIntegerField()),
                ('last_seq', models.PositiveIntegerField()),
                ('hashes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(blank=True, max_length=64), help_text='of each event, in order', size=None)),
                ('digest', models.CharField(help_text="of all of the above and the case's seal before it", max_length=64)),
                ('head', models.CharField(help_text='of the digest and the head of the seal one place before it', max_length=64)),
                ('sealed_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='case',
            name='sealed',
            field=models.PositiveIntegerField(db_default=0, default=0, help_text='the last event that a seal covers'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('sealed__lt', models.F('events_count'))), fields=['id'], name='case_to_seal'),
        ),
        migrations.AddField(
            model_name='seal',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seals', to='workflow.case'),
        ),
        migrations.AddConstraint(
            model_name='seal',
            constraint=models.UniqueConstraint(fields=('case', 'number'), name='seal_number_once'),
        ),
        migrations.AddConstraint(
            model_name='seal',
            constraint=models.UniqueConstraint(fields=('case', 'first_seq'), name='seal_stretch_once'),
        ),
        migrations.RunSQL(insert_only('workflow_seal'), drop('workflow_seal', 'insert_only', 'no_truncate')),
    ]
