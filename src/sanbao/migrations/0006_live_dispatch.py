from tortoise import migrations
from tortoise.migrations import operations as ops
from sanbao.core.clock import now
from sanbao.core.described import DescribeField
from sanbao.core.ids import new_id
from sanbao.dispatch.states import AssignmentState
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('sanbao', '0005_sign_in')]

    initial = False

    operations = [
        DescribeField(
            model_name='Assignment',
            name='state',
            field=fields.CharEnumField(default=AssignmentState.OFFERED, description='OFFERED: OFFERED\nACCEPTED: ACCEPTED\nDECLINED: DECLINED\nEXPIRED: EXPIRED\nWITHDRAWN: WITHDRAWN\nHANDED_OVER: HANDED_OVER\nCHECKED_IN: CHECKED_IN\nCOMPLETED: COMPLETED\nNO_SHOW: NO_SHOW', enum_type=AssignmentState, max_length=16),
        ),
        ops.CreateModel(
            name='ServiceRule',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('version', fields.IntField(default=1)),
                ('unit', fields.OneToOneField('sanbao.Unit', source_field='unit_id', db_constraint=True, to_field='id', related_name='service_rule', on_delete=OnDelete.CASCADE)),
                ('check_in_before_minutes', fields.IntField(default=120)),
                ('check_in_after_minutes', fields.IntField(null=True)),
                ('check_in_metres', fields.IntField(null=True)),
                ('close_after_minutes', fields.IntField(default=720)),
                ('overrun_minutes', fields.IntField(default=30)),
                ('day_minutes', fields.IntField(default=480)),
            ],
            options={'table': 'service_rule', 'app': 'sanbao', 'pk_attr': 'id', 'table_description': "How the day of a service goes in a unit and below it. The rule of the nearest unit holds."},
            bases=['Row'],
        ),
        ops.AddField(
            model_name='Assignment',
            name='check_in_metres',
            field=fields.IntField(null=True),
        ),
        ops.AddField(
            model_name='Assignment',
            name='checked_in_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Assignment',
            name='checked_out_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
    ]
