import type Database from "better-sqlite3";
export const migrations: string[];
export function scriptOf(name: string): string;
export function shapeOf(database: Database.Database): string;
export function shapeAfter(names: string[]): string;
export function resumeMigrations(path?: string): string | null;
