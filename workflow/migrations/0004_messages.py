"""Messages to people, kept with what they tell of."""

import django.db.models.deletion
import django_fsm
from django.db import migrations, models

from workflow.transitions import MESSAGE
from workflow.triggers import drop, state_guard


class Migration(migrations.Migration):

    dependencies = [
        ('workflow', '0003_seals'),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=500, unique=True)),
                ('message_id', models.CharField(help_text='the same at every attempt, so that a repeat is known', max_length=250)),
                ('recipient', models.CharField(blank=True, help_text='who it is for; empty where nobody was found', max_length=320)),
                ('address', models.CharField(blank=True, max_length=320)),
                ('subject', models.CharField(max_length=250)),
                ('body', models.TextField()),
                ('state', django_fsm.FSMField(choices=[('queued', 'queued'), ('failed', 'failed'), ('sending', 'sending'), ('sent', 'sent')], default='queued', max_length=50, protected=True)),
                ('fence', models.PositiveIntegerField(default=0)),
                ('queued_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(help_text='not before; while it is being sent: when its sender counts as dead')),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('sent_at', models.DateTimeField(null=True)),
                ('error', models.TextField(blank=True, help_text='why it has not been sent, in a sentence')),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='workflow.case')),
                ('escalation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='workflow.escalation')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ('queued', 'sending'))), fields=['due_at'], name='message_to_send'), models.Index(condition=models.Q(('state', 'failed')), fields=['id'], name='message_failed')],
            },
        ),
        migrations.RunSQL(state_guard("workflow_message", MESSAGE.pairs()), drop("workflow_message", "state_guard")),
    ]
