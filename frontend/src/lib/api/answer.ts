import type { components } from './schema';

type Schemas = components['schemas'];

/** The server writes every field of an answer, null when empty; the schema only marks the others as required. */
export type Complete<T> = T extends readonly (infer Item)[]
  ? Complete<Item>[]
  : T extends object
    ? { [Key in keyof T]-?: Complete<Exclude<T[Key], undefined>> }
    : T;

/** What the server answers, by its name in the schema. */
export type Answer<Name extends keyof Schemas> = Complete<Schemas[Name]>;

/** What the server is sent, by its name in the schema. */
export type Input<Name extends keyof Schemas> = Schemas[Name];
