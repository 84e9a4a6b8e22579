import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["**/target/", "**/node_modules/"] },
  ...tseslint.configs.strict,
  reactHooks.configs.flat["recommended-latest"],
  {
    files: ["device-sync/src/**/*.ts"],
    ignores: ["device-sync/src/queue.ts", "device-sync/src/tickets.ts", "device-sync/src/db.ts"],
    rules: {
      // Only the queue writes scans, and it deletes none.
      "no-restricted-syntax": [
        "error",
        { selector: "MemberExpression[property.name='scans'][object.property.name='db']", message: "Ask the queue." },
      ],
    },
  },
  { rules: { "no-control-regex": "off", "no-misleading-character-class": "off" } },
);
