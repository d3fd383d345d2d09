/** Deeper documents can be parsed, but break whatever walks over them later. */
export const MAX_DEPTH = 64;
