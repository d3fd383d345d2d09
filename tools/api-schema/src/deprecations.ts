import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';

/** A part of a schema that goes away, by its path: `Type.field`, `Type.field.argument` or `Enum.VALUE`. */
export interface Deprecation {
  readonly path: string;
  readonly reason: string;
  /** The day until which it stays, `YYYY-MM-DD`; null when the reason names none. */
  readonly until: string | null;
}

const UNTIL = /\buntil (\d{4}-\d\d-\d\d)\.?$/;

function untilOf(reason: string): string | null {
  const day = UNTIL.exec(reason)?.[1];
  const isDay = day !== undefined && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day);
  return isDay ? day : null;
}

/** All that is deprecated. */
export function deprecationsOf(schema: GraphQLSchema): Deprecation[] {
  const found: Deprecation[] = [];
  const look = (path: string, part: { readonly deprecationReason?: string | null }): void => {
    const reason = part.deprecationReason;
    if (reason != null) found.push({ path, reason, until: untilOf(reason) });
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isEnumType(type)) for (const value of type.getValues()) look(`${type.name}.${value.name}`, value);
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) look(`${type.name}.${field.name}`, field);
    if (isObjectType(type) || isInterfaceType(type))
      for (const field of Object.values(type.getFields())) {
        look(`${type.name}.${field.name}`, field);
        for (const arg of field.args) look(`${type.name}.${field.name}.${arg.name}`, arg);
      }
  }
  return found;
}
