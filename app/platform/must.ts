/**
 * What is there for certain, by a rule that the types do not see: a foreign key, a count of one, a place in a list that was
 * just measured. Missing, it is a fault of ours, and says so where it happened. What a visitor can leave out is never asked so.
 */
export function must<T>(value: T, what: string): NonNullable<T> {
  if (value === null || value === undefined) throw new Error(`missing: ${what}`);
  return value;
}

/** The one there is, where there is exactly one. */
export function only<T>(of: readonly T[]): T | null {
  const [first] = of;
  return of.length === 1 && first !== undefined ? first : null;
}
