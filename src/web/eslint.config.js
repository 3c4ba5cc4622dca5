import vue from "eslint-plugin-vue";
import ts from "typescript-eslint";

export default ts.config(
  { ignores: ["generated/**", "graphiql/**", "node_modules/**"] },
  ts.configs.strict,
  vue.configs["flat/essential"],
  { files: ["**/*.vue"], languageOptions: { parserOptions: { parser: ts.parser } } },
  {
    rules: {
      // Sentences of the server are shown as text, never as markup.
      "vue/no-v-html": "error",
      "max-lines": ["error", 400],
    },
  },
);
