/** Statuses by which sources say no to what was asked, not to who asked. */
export const REFUSING: readonly number[] = [400, 404, 405, 409, 410, 422];
