/** What an attribute's name begins with, as a key. */
export const ATTRIBUTE = '@';
/** The key of an element's own text beside attributes. */
export const TEXT = '#text';
