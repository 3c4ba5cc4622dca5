from tortoise import migrations
from tortoise.migrations import operations as ops
from sanbao.core.clock import now
from sanbao.core.ids import new_id
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('sanbao', '0004_menu_pictures')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Identity',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('version', fields.IntField(default=1)),
                ('account', fields.ForeignKeyField('sanbao.Account', source_field='account_id', db_index=True, db_constraint=True, to_field='id', related_name='identities', on_delete=OnDelete.CASCADE)),
                ('issuer', fields.CharField(max_length=200)),
                ('subject', fields.CharField(max_length=255)),
            ],
            options={'table': 'identity', 'app': 'sanbao', 'unique_together': (('issuer', 'subject'),), 'pk_attr': 'id', 'table_description': 'Who an account is for an OpenID Connect provider: `subject` never changes there and is unique in `issuer`.'},
            bases=['Row'],
        ),
        ops.AddField(
            model_name='Token',
            name='last_used_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Token',
            name='user_agent',
            field=fields.CharField(default='', db_default='', max_length=300),
        ),
    ]
