/** Order of work: smaller first; within a class the newest request goes first. */
import * as v from 'valibot';

export const PRIORITY = { visible: 0, near: 1, rest: 2 } as const;
export const Priority = v.picklist([0, 1, 2]);
export type Priority = v.InferOutput<typeof Priority>;
