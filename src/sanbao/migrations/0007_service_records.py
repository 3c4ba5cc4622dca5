from tortoise import migrations
from tortoise.migrations import operations as ops
from sanbao.core.clock import now
from sanbao.core.ids import new_id
from sanbao.records.models import HoursCap, RecordSource
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('sanbao', '0006_live_dispatch')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ServiceRecord',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('version', fields.IntField(default=1)),
                ('assignment', fields.OneToOneField('sanbao.Assignment', source_field='assignment_id', db_constraint=True, to_field='id', related_name='service_record', on_delete=OnDelete.RESTRICT)),
                ('member', fields.ForeignKeyField('sanbao.Member', source_field='member_id', db_constraint=True, to_field='id', related_name='service_records', on_delete=OnDelete.RESTRICT)),
                ('unit', fields.ForeignKeyField('sanbao.Unit', source_field='unit_id', db_constraint=True, to_field='id', related_name='service_records', on_delete=OnDelete.RESTRICT)),
                ('served_on', fields.DateField()),
                ('planned_minutes', fields.IntField()),
                ('minutes', fields.IntField()),
                ('source', fields.CharEnumField(description='MEMBER: MEMBER\nSTAFF: STAFF\nSYSTEM: SYSTEM', enum_type=RecordSource, max_length=8)),
                ('cap', fields.CharEnumField(null=True, description='AGREED_TIME: AGREED_TIME\nDAY: DAY', enum_type=HoursCap, max_length=12)),
            ],
            options={'table': 'service_record', 'app': 'sanbao', 'indexes': [Index(fields=['member_id', 'served_on']), Index(fields=['unit_id', 'served_on'])], 'pk_attr': 'id', 'table_description': 'What a member served by one assignment, in whole minutes without the way, 0 once it was found that he did not'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='RecordLine',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('record', fields.ForeignKeyField('sanbao.ServiceRecord', source_field='record_id', db_index=True, db_constraint=True, to_field='id', related_name='lines', on_delete=OnDelete.CASCADE)),
                ('minutes_before', fields.IntField()),
                ('minutes', fields.IntField()),
                ('came_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('left_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('source', fields.CharEnumField(description='MEMBER: MEMBER\nSTAFF: STAFF\nSYSTEM: SYSTEM', enum_type=RecordSource, max_length=8)),
                ('reason', fields.CharField(default='', max_length=400)),
                ('account', fields.ForeignKeyField('sanbao.Account', source_field='account_id', null=True, db_constraint=True, to_field='id', related_name='record_lines', on_delete=OnDelete.SET_NULL)),
            ],
            options={'table': 'record_line', 'app': 'sanbao', 'pk_attr': 'id', 'table_description': 'One line of a service record: the minutes before and after, the times they came from, who and why.'},
            bases=['Entry'],
        ),
    ]
