import { defineConfig } from "prisma/config";
import { databaseUrl } from "./prisma/where.mjs";

const search = ["", "_data", "_idx", "_docsize", "_config"].map((part) => `MaterialSearch${part}`);
export default defineConfig({
  schema: "prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: databaseUrl() },
  // The full-text table is written by hand in a migration; a diff would drop it.
  experimental: { externalTables: true },
  tables: { external: search },
});
