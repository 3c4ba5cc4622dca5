from tortoise import migrations
from tortoise.migrations import operations as ops
from sanbao.core.clock import now
from sanbao.core.ids import new_id
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('sanbao', '0003_feedback')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Picture',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('version', fields.IntField(default=1)),
                ('width', fields.IntField()),
                ('height', fields.IntField()),
                ('alt', fields.CharField(max_length=200)),
                ('alt_en', fields.CharField(default='', max_length=200)),
                ('data', fields.BinaryField(null=True)),
            ],
            options={'table': 'picture', 'app': 'sanbao', 'pk_attr': 'id', 'table_description': 'A picture of a menu item, a WebP of `width` × `height` pixels. Another picture is another row. `data` is null'},
            bases=['Row'],
        ),
        ops.AlterModelOptions(
            name='MenuItem',
            options={'table': 'menu_item', 'app': 'sanbao', 'unique_together': (('unit', 'code'),), 'pk_attr': 'id', 'table_description': 'A service that can be ordered in `unit` and below it. Seasons are months, 1 to 12, both included. `icon` is one'},
        ),
        ops.AddField(
            model_name='MenuItem',
            name='icon',
            field=fields.CharField(null=True, max_length=40),
        ),
        ops.AddField(
            model_name='MenuItem',
            name='picture',
            field=fields.ForeignKeyField('sanbao.Picture', source_field='picture_id', null=True, db_constraint=True, to_field='id', related_name='menu_items', on_delete=OnDelete.SET_NULL),
        ),
    ]
