import django.db.models.deletion
from django.db import migrations, models

from upkeep.guards import FORWARD, REVERSE


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('workflow', '0002_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='Breach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=64)),
                ('subject', models.CharField(max_length=300)),
                ('sentence', models.TextField()),
                ('found_at', models.DateTimeField()),
                ('healed_at', models.DateTimeField(help_text='a later check no longer found it', null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('about', models.ForeignKey(help_text='the case that it concerns', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='breaches', to='workflow.case')),
                ('case', models.OneToOneField(help_text='that asks about it', on_delete=django.db.models.deletion.PROTECT, related_name='breach', to='workflow.case')),
            ],
            options={
                'verbose_name_plural': 'breaches',
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('rule', 'subject'), name='breach_open_once')],
            },
        ),
        migrations.RunSQL(FORWARD, REVERSE),
    ]
