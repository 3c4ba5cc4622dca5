import type { CodegenConfig } from "@graphql-codegen/cli";

const OPERATIONS = "../../schema/operations";

/**
 * The pages send the documents of `schema/operations/` and no others: those that are run as tests, with their
 * SQL statements counted. Each file becomes one folder of typed documents; an entry imports only its own.
 */
function documentsOf(audience: string): CodegenConfig["generates"] {
  return {
    [`generated/${audience}/`]: {
      documents: `${OPERATIONS}/${audience}.graphql`,
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        enumsAsTypes: true,
        onlyOperationTypes: true,
        skipTypename: false,
        strictScalars: true,
        scalars: { DateTime: "string", Date: "string", JSON: "unknown", Upload: "File" },
        useTypeImports: true,
      },
    },
  };
}

export default {
  schema: "../../schema/schema.graphql",
  generates: {
    ...documentsOf("frontend"),
    ...documentsOf("coordinator"),
    ...documentsOf("member"),
    ...documentsOf("resident"),
  },
} satisfies CodegenConfig;
