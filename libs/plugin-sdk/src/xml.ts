import type { JsonObject, JsonValue, Read } from './json';
import { asList, pick, type Loose } from './loose';
import { readXmlWithCare } from './xml-careful';
import { plainXml } from './xml-plain';
import { xmlText } from './xml-text';

/**
 * Reads an XML document of a source into the same shape as JSON. Never throws: the problem says what is wrong and where.
 *
 * Every value is text. An element without attributes and children is its text; otherwise it is an object with its
 * children by name, attributes as `@name` and its own text as `#text`. Elements that repeat become a list: read them
 * with `xmlList`. Namespace prefixes are dropped. A document type definition is refused.
 */
export function readXml(bytes: Uint8Array): Read<JsonObject> {
  const decoded = xmlText(bytes);
  if (!decoded.ok) return decoded;
  const plain = plainXml(decoded.value);
  return plain === null ? readXmlWithCare(decoded.value) : { ok: true, value: plain };
}

/** The elements at a path such as `TrackResponse.Shipment.Package`: always a list, however many there are. */
export const xmlList = (value: Loose, path: string): readonly JsonValue[] => asList(pick(value, path));
