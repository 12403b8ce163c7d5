import { defineConfig } from "prisma/config";
import { databaseUrl } from "./prisma/where.mjs";

export default defineConfig({
  schema: "prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: databaseUrl() },
});
