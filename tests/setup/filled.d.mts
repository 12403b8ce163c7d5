export function countRows(path: string): Record<string, number>;
export function fillAsBefore(from: string, to: string, back: number): string[];
