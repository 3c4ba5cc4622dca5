from pathlib import Path

import pytest

from sanbao.core import sealing
from sanbao.core.db import connection
from sanbao.core.errors import Unavailable
from sanbao.core.settings import Settings
from sanbao.members.models import Member
from tests.factories import make_unit
from tests.members.factories import make_member

OLD, NEW = sealing.new_key(), sealing.new_key()


def ring(*keys: str) -> sealing.Keyring:
    return sealing.read_keyring(Settings(encryption_keys=",".join(keys)))


def test_what_is_sealed_is_unsealed_and_equal_texts_seal_differently():
    keyring = ring(NEW)
    first, second = keyring.seal("上海路1号"), keyring.seal("上海路1号")

    assert first != second
    assert (keyring.unseal(first), keyring.unseal(second)) == ("上海路1号", "上海路1号")
    assert "上海路" not in first


def test_a_new_key_in_front_seals_while_the_old_one_still_opens():
    sealed = ring(OLD).seal("13800000000")

    assert ring(NEW, OLD).unseal(sealed) == "13800000000"
    assert ring(NEW, OLD).fingerprint("x") == ring(OLD).fingerprint("x")
    with pytest.raises(Unavailable):
        ring(NEW).unseal(sealed)


def test_a_changed_value_does_not_open():
    sealed = ring(NEW).seal("secret")

    with pytest.raises(Unavailable):
        ring(NEW).unseal(sealed[:-4] + "AAA=")


def test_postgresql_without_a_key_does_not_start():
    with pytest.raises(Unavailable):
        sealing.read_keyring(Settings(database_url="postgres://localhost/x", encryption_keys=""))


def test_sqlite_without_a_key_makes_a_file_that_only_its_owner_reads(tmp_path: Path):
    settings = Settings(database_url=f"sqlite:///{tmp_path}/sanbao.sqlite3", encryption_keys=None)
    sealed = sealing.read_keyring(settings).seal("x")

    assert sealing.read_keyring(settings).unseal(sealed) == "x"
    assert (tmp_path / "sanbao.key").stat().st_mode & 0o777 == 0o600


async def test_party_membership_telephone_address_and_position_stand_sealed_in_the_database(db: Settings):
    member = await make_member(await make_unit())

    row = (await connection().execute_query_dict("SELECT * FROM member"))[0]

    assert (await Member.get(id=member.id)).telephone == "13800000000"
    for column in ("kind", "telephone", "address", "position"):
        assert str(row[column]).startswith("sealed:"), column
