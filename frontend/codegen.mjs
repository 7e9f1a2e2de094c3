// Writes <app>/src/generated/graphql.ts: typed document strings for every *.graphql file of the
// app, checked against the API's schema snapshot.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { codegen } from "@graphql-codegen/core";
import * as documentNodes from "@graphql-codegen/typed-document-node";
import * as operations from "@graphql-codegen/typescript-operations";
import { buildSchema, concatAST, parse, Source, validate } from "graphql";

const here = dirname(fileURLToPath(import.meta.url));
const schemaFile = join(here, "../graphql/api/schema.graphql");
const apps = ["console"];

function readDocuments(root) {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".graphql"))
    .sort()
    .map((name) => {
      const location = join(root, name);
      const source = new Source(readFileSync(location, "utf8"), relative(here, location));
      return { location, document: parse(source) };
    });
}

function refuseInvalidDocuments(schema, documents) {
  const errors = validate(schema, concatAST(documents.map(({ document }) => document)));
  if (errors.length > 0) {
    console.error(errors.map(String).join("\n\n"));
    process.exit(1);
  }
}

async function generate(app) {
  const schemaText = readFileSync(schemaFile, "utf8");
  const documents = readDocuments(join(here, app, "src"));
  refuseInvalidDocuments(buildSchema(schemaText), documents);
  const filename = join(here, app, "src/generated/graphql.ts");
  const code = await codegen({
    filename,
    schema: parse(schemaText),
    documents,
    plugins: [{ operations: {} }, { documentNodes: {} }],
    pluginMap: { operations, documentNodes },
    config: {
      documentMode: "string",
      enumType: "const",
      scalars: { Date: "string", DateTime: "string", ID: "string" },
      namingConvention: "keep",
      useTypeImports: true,
      pureMagicComment: true,
      dedupeFragments: true,
    },
  });
  mkdirSync(dirname(filename), { recursive: true });
  writeFileSync(filename, code);
}

for (const app of apps) await generate(app);
