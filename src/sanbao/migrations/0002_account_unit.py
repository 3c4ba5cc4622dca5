from tortoise import migrations
from tortoise.migrations import operations as ops
from sanbao.access.models import TokenPurpose
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('sanbao', '0001_initial')]

    initial = False

    operations = [
        ops.AlterModelOptions(
            name='Account',
            options={'table': 'account', 'app': 'sanbao', 'indexes': [Index(fields=['unit_id'])], 'pk_attr': 'id', 'table_description': 'Somebody who can sign in. `login` is kept in lower case. `active`: not closed. `unit`: the unit that keeps'},
        ),
        ops.AddField(
            model_name='Account',
            name='unit',
            field=fields.ForeignKeyField('sanbao.Unit', source_field='unit_id', null=True, db_constraint=True, to_field='id', related_name='accounts', on_delete=OnDelete.SET_NULL),
        ),
        ops.AddIndex(
            model_name='Account',
            index=Index(fields=['unit_id']),
        ),
        ops.AlterField(
            model_name='Token',
            name='purpose',
            field=fields.CharEnumField(description='SESSION: SESSION\nCALENDAR: CALENDAR\nPASSWORD_RESET: PASSWORD_RESET', enum_type=TokenPurpose, max_length=16),
        ),
        # Tortoise rebuilds SQLite's table for an AlterField and forgets its indexes.
        ops.RunSQL('CREATE INDEX IF NOT EXISTS "idx_token_account_19c449" ON "token" ("account_id")'),
    ]
