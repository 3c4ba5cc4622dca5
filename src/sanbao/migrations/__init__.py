"""Migrations, written by `make migrations` and applied by `sanbao migrate`."""
