"""The weekly run: policies, snapshots, proposals, reasons, locks, publishing. The only slice that knows the solver."""
