import django.db.models.deletion
import django.db.models.manager
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('common', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Incentive',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archived')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published')),
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                ('kind', models.CharField(choices=[('tax', 'Tax relief'), ('customs', 'Customs relief'), ('land', 'Land'), ('grant', 'Grant in kind'), ('utility', 'Utilities'), ('labour', 'Foreign labour'), ('ppp', 'Public-private partnership')], max_length=10, verbose_name='kind')),
                ('name', models.JSONField(default=dict, verbose_name='name')),
                ('text', models.JSONField(default=dict, verbose_name='text')),
                ('legal_basis', models.JSONField(default=dict, verbose_name='legal basis')),
                ('conditions', models.JSONField(blank=True, default=dict, verbose_name='conditions')),
                ('start', models.DateField(blank=True, null=True, verbose_name='valid from')),
                ('end', models.DateField(blank=True, null=True, verbose_name='valid until')),
                ('checked_on', models.DateField(verbose_name='checked on')),
                ('archived_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.area', verbose_name='area')),
                ('published_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incentives', to='common.source', verbose_name='source')),
            ],
            options={
                'verbose_name': 'incentive',
                'verbose_name_plural': 'incentives',
                'ordering': ['code'],
                'abstract': False,
                'base_manager_name': 'everything',
                'constraints': [models.CheckConstraint(condition=models.Q(('start__isnull', True), ('end__isnull', True), ('start__lte', models.F('end')), _connector='OR'), name='incentive_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('start__isnull', True), ('start__range', ('1900-01-01', '2200-12-31')), _connector='OR'), models.Q(('end__isnull', True), ('end__range', ('1900-01-01', '2200-12-31')), _connector='OR')), name='incentive_years')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='IncentiveHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('public_id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archived')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published')),
                ('code', models.SlugField(db_index=False, max_length=60, verbose_name='code')),
                ('kind', models.CharField(choices=[('tax', 'Tax relief'), ('customs', 'Customs relief'), ('land', 'Land'), ('grant', 'Grant in kind'), ('utility', 'Utilities'), ('labour', 'Foreign labour'), ('ppp', 'Public-private partnership')], max_length=10, verbose_name='kind')),
                ('name', models.JSONField(default=dict, verbose_name='name')),
                ('text', models.JSONField(default=dict, verbose_name='text')),
                ('legal_basis', models.JSONField(default=dict, verbose_name='legal basis')),
                ('conditions', models.JSONField(blank=True, default=dict, verbose_name='conditions')),
                ('start', models.DateField(blank=True, null=True, verbose_name='valid from')),
                ('end', models.DateField(blank=True, null=True, verbose_name='valid until')),
                ('checked_on', models.DateField(verbose_name='checked on')),
                ('archived_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='common.area', verbose_name='area')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='incentives.incentive')),
                ('published_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='common.source', verbose_name='source')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
