from tortoise import migrations
from tortoise.migrations import operations as ops
from sanbao.core.clock import now
from sanbao.core.ids import new_id
from sanbao.dispatch.states import AssignmentState, SwapState
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('sanbao', '0007_service_records')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Swap',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('version', fields.IntField(default=1)),
                ('assignment', fields.ForeignKeyField('sanbao.Assignment', source_field='assignment_id', db_index=True, db_constraint=True, to_field='id', related_name='swaps', on_delete=OnDelete.RESTRICT)),
                ('colleague', fields.ForeignKeyField('sanbao.Member', source_field='colleague_id', null=True, db_constraint=True, to_field='id', related_name='swaps_asked', on_delete=OnDelete.SET_NULL)),
                ('state', fields.CharEnumField(default=SwapState.OPEN, description='OPEN: OPEN\nAWAITING_CONSENT: AWAITING_CONSENT\nTAKEN: TAKEN\nDECLINED: DECLINED\nCANCELLED: CANCELLED\nEXPIRED: EXPIRED', enum_type=SwapState, max_length=20)),
                ('open_key', fields.CharField(null=True, unique=True, max_length=40)),
                ('note', fields.CharField(default='', max_length=400)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('taker', fields.ForeignKeyField('sanbao.Member', source_field='taker_id', null=True, db_constraint=True, to_field='id', related_name='swaps_taken', on_delete=OnDelete.SET_NULL)),
                ('taken', fields.ForeignKeyField('sanbao.Assignment', source_field='taken_id', null=True, db_constraint=True, to_field='id', related_name='swaps_made', on_delete=OnDelete.SET_NULL)),
            ],
            options={'table': 'swap', 'app': 'sanbao', 'indexes': [Index(fields=['state', 'expires_at'])], 'pk_attr': 'id', 'table_description': 'A member asks others to take a service that he has accepted: one colleague, or all who could (the pool).'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='SwapCandidate',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('swap', fields.ForeignKeyField('sanbao.Swap', source_field='swap_id', db_constraint=True, to_field='id', related_name='candidates', on_delete=OnDelete.CASCADE)),
                ('member', fields.ForeignKeyField('sanbao.Member', source_field='member_id', db_index=True, db_constraint=True, to_field='id', related_name='swap_candidacies', on_delete=OnDelete.CASCADE)),
                ('cost', fields.BigIntField(default=0)),
                ('travel_minutes', fields.IntField(default=0)),
            ],
            options={'table': 'swap_candidate', 'app': 'sanbao', 'unique_together': (('swap', 'member'),), 'pk_attr': 'id', 'table_description': 'A member who could take the place when the swap was proposed, and so may see it. `cost` in points of the plan:'},
            bases=['Entry'],
        ),
        ops.AddField(
            model_name='ServiceRule',
            name='swap_needs_consent',
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddField(
            model_name='ServiceRule',
            name='swap_until_minutes',
            field=fields.IntField(default=60, db_default=60),
        ),
    ]
