"""Payments may be held, released and cancelled, postings reversed; who handed an invoice in is kept."""

import django.db.models.deletion
import django_fsm
from django.db import migrations, models

from p2p.amending.guards import FORWARD, REVERSE


class Migration(migrations.Migration):

    dependencies = [
        ('p2p', '0002_guards'),
        ('workflow', '0005_desk'),
    ]

    operations = [
        migrations.AddField(
            model_name='email',
            name='handed_in_by',
            field=models.CharField(blank=True, db_default='', default='', help_text="a person's id", max_length=150),
        ),
        migrations.AddField(
            model_name='journalentry',
            name='reverses',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='p2p.journalentry'),
        ),
        migrations.AlterField(
            model_name='journalentry',
            name='kind',
            field=models.CharField(help_text='invoice, credit_note or reversal', max_length=16),
        ),
        migrations.AlterField(
            model_name='payment',
            name='state',
            field=django_fsm.FSMField(choices=[('scheduled', 'scheduled'), ('held', 'held'), ('cancelled', 'cancelled')], default='scheduled', max_length=50, protected=True),
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(help_text='hold_payment, release_payment, cancel_payment, reverse_posting', max_length=32)),
                ('reason', models.TextField()),
                ('asked_by', models.CharField(max_length=150)),
                ('asked_by_name', models.CharField(blank=True, max_length=150)),
                ('asked_at', models.DateTimeField()),
                ('key', models.CharField(blank=True, help_text="the effect's, once it is done", max_length=100)),
                ('reference', models.CharField(blank=True, help_text="the accounts system's own number", max_length=200)),
                ('done_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('case', models.OneToOneField(help_text='that does it', on_delete=django.db.models.deletion.PROTECT, related_name='amendment', to='workflow.case')),
                ('payment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='p2p.payment')),
                ('posting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='p2p.posting')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('posting',), name='amendment_open_once'), models.UniqueConstraint(condition=models.Q(('act', 'reverse_posting'), ('done_at__isnull', False)), fields=('posting',), name='posting_reversed_once'), models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('key',), name='amendment_done_once')],
            },
        ),
        migrations.CreateModel(
            name='PaymentOrderChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=100, unique=True)),
                ('reference', models.CharField(max_length=32, unique=True)),
                ('number', models.PositiveIntegerField(help_text='from 1, in the order in which they were made')),
                ('state', models.CharField(help_text='held, scheduled or cancelled', max_length=16)),
                ('pay_on', models.DateField()),
                ('details', models.JSONField(help_text='the request, whole')),
                ('changed_at', models.DateTimeField()),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='p2p.paymentorder')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('order', 'number'), name='payment_order_change_once')],
            },
        ),
        migrations.RunSQL(FORWARD, REVERSE),
    ]
