"""The GraphQL API: a thin, typed, guarded face over the services. Contract: schema/schema.graphql."""
