// The parameters of an address, by name. A page asks only for those that its own address has.

/** The names that `routes.ts` uses; a test holds the two against each other. */
export const parameterNames = [
  "act",
  "county",
  "effort",
  "file",
  "finding",
  "group",
  "id",
  "inquiry",
  "item",
  "material",
  "meeting",
  "milestone",
  "network",
  "organisation",
  "poll",
  "purpose",
  "question",
  "reference",
  "token",
  "visit",
] as const;
type Name = (typeof parameterNames)[number];
export type Params = Readonly<Record<Name, string>>;
/** For pages that several addresses lead to, not all of them with the parameter. */
export type MaybeParams = Readonly<Partial<Record<Name, string>>>;

/** `missing` is thrown where a page asks for what its address does not have. */
export const paramsOf = (given: MaybeParams, missing: () => never): Params =>
  new Proxy(given as Params, {
    get(all, name) {
      const value: unknown = Reflect.get(all, name);
      if (value === undefined) missing();
      return value;
    },
  });
