from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('sanbao', '0008_swaps')]

    initial = False

    operations = [
        ops.AddField(
            model_name='MenuItem',
            name='conditions_en',
            field=fields.TextField(default='', db_default='', unique=False),
        ),
        ops.AddField(
            model_name='MenuItem',
            name='description_en',
            field=fields.TextField(default='', db_default='', unique=False),
        ),
        ops.AddField(
            model_name='MenuItem',
            name='risk_notice_en',
            field=fields.TextField(default='', db_default='', unique=False),
        ),
    ]
