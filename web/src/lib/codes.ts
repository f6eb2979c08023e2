/** Codes that people read and type: spaces, dashes and small letters make no difference, as on the server. */

const RECOVERY_LENGTH = 10;

/** A code as it counts. */
export const bareCode = (typed: string): string => typed.replace(/[\s-]/g, "").toUpperCase();

/** True for the form of a recovery code and of a code for a new password. */
export const isLongCode = (typed: string): boolean => bareCode(typed).length === RECOVERY_LENGTH;

/** "ABCD EFGH IJ", for reading aloud and typing by hand. */
export const inGroups = (code: string, size = 4): string => (code.match(new RegExp(`.{1,${String(size)}}`, "gu")) ?? []).join(" ");
