from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from sanbao.core.clock import now
from sanbao.core.described import DescribeField
from sanbao.core.ids import new_id
from sanbao.core.sealing import SealedTextField
from sanbao.requests.states import RequestState
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('sanbao', '0002_account_unit')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Rating',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('version', fields.IntField(default=1)),
                ('request', fields.OneToOneField('sanbao.ServiceRequest', source_field='request_id', db_constraint=True, to_field='id', related_name='rating', on_delete=OnDelete.CASCADE)),
                ('account', fields.ForeignKeyField('sanbao.Account', source_field='account_id', null=True, db_constraint=True, to_field='id', related_name='ratings', on_delete=OnDelete.SET_NULL)),
                ('score', fields.IntField()),
                ('tags', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('words', SealedTextField(null=True, unique=False)),
            ],
            options={'table': 'rating', 'app': 'sanbao', 'pk_attr': 'id', 'table_description': 'What who asked for a service thinks of it: `score` 1 to 5, tags, words. One for a request.'},
            bases=['Row'],
        ),
        ops.AlterModelOptions(
            name='ServiceRequest',
            options={'table': 'service_request', 'app': 'sanbao', 'unique_together': (('external_system', 'external_id'), ('series', 'series_date')), 'indexes': [Index(fields=['unit_id', 'state']), Index(fields=['requester_id', 'state']), Index(fields=['beneficiary_id', 'state'])], 'pk_attr': 'id', 'table_description': 'An order from the menu. `requester` asks, `beneficiary` receives, `ordered_by` typed it in. `reopens`: the'},
        ),
        DescribeField(
            model_name='ServiceRequest',
            name='state',
            field=fields.CharEnumField(default=RequestState.SUBMITTED, description='SUBMITTED: SUBMITTED\nNEEDS_INFO: NEEDS_INFO\nREJECTED: REJECTED\nQUEUED: QUEUED\nOFFERED: OFFERED\nCONFIRMED: CONFIRMED\nIN_SERVICE: IN_SERVICE\nDONE: DONE\nCLOSED: CLOSED\nREOPENED: REOPENED\nCANCELLED: CANCELLED\nEXPIRED: EXPIRED', enum_type=RequestState, max_length=16),
        ),
        ops.AddField(
            model_name='ServiceRequest',
            name='reopens',
            field=fields.OneToOneField('sanbao.ServiceRequest', source_field='reopens_id', null=True, db_constraint=True, to_field='id', related_name='reopened_as', on_delete=OnDelete.SET_NULL),
        ),
        ops.AddField(
            model_name='ServiceRequest',
            name='times_reopened',
            field=fields.IntField(default=0, db_default=0),
        ),
    ]
