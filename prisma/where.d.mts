export const root: string;
export function dataDir(): string;
export function databasePath(): string;
export function databaseUrl(): string;
export declare function missingMigrations(): string[];
