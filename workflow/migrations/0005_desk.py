"""Leases, assignees and snoozes of tasks; when an answer is due, stored; answers that were taken back."""

import django.db.models.deletion
from django.db import migrations, models

from workflow.triggers import answer_by_default, drop, insert_only

OPEN = models.Q(('state', 'open'))
# Checks of foreign keys that are put off would keep the table from being altered in the same transaction.
BACKFILL = """
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE workflow_task SET answer_by = opened_at + make_interval(secs => sla_seconds) WHERE answer_by IS NULL;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('workflow', '0004_messages'),
    ]

    operations = [
        migrations.AddField(
            model_name='task',
            name='version',
            field=models.PositiveIntegerField(db_default=0, default=0, help_text='what an answer must have seen'),
        ),
        migrations.AddField(
            model_name='task',
            name='holder_id',
            field=models.CharField(blank=True, db_default='', default='', max_length=150),
        ),
        migrations.AddField(
            model_name='task',
            name='holder_name',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddField(
            model_name='task',
            name='held_until',
            field=models.DateTimeField(help_text="the holder's lease", null=True),
        ),
        migrations.AddField(
            model_name='task',
            name='assignee_id',
            field=models.CharField(blank=True, db_default='', default='', help_text='whose it is', max_length=150),
        ),
        migrations.AddField(
            model_name='task',
            name='assignee_name',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddField(
            model_name='task',
            name='snoozed_until',
            field=models.DateTimeField(help_text='off the queue till then', null=True),
        ),
        migrations.AddField(
            model_name='task',
            name='answer_by',
            field=models.DateTimeField(help_text='when the time allowed for the answer is over', null=True),
        ),
        migrations.RunSQL(answer_by_default(), drop('workflow_task', 'answer_by')),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='task',
            name='answer_by',
            field=models.DateTimeField(help_text='when the time allowed for the answer is over'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=OPEN, fields=['answer_by', 'id'], name='task_by_answer'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=OPEN, fields=['role', 'answer_by', 'id'], name='task_by_role'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=OPEN & ~models.Q(assignee_id=''), fields=['assignee_id'], name='task_assigned'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=OPEN & ~models.Q(holder_id=''), fields=['holder_id'], name='task_held'),
        ),
        migrations.CreateModel(
            name='Undoing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('actor_id', models.CharField(max_length=150)),
                ('actor_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='undoings', to='workflow.case')),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='undoing', to='workflow.decision')),
                ('task', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='asked_again_by', to='workflow.task')),
            ],
        ),
        migrations.RunSQL(insert_only('workflow_undoing'), drop('workflow_undoing', 'insert_only', 'no_truncate')),
    ]
