"""Who a person is and what he may do: accounts, roles, the permission table, the audit trail."""
