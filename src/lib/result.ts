/** An expected refusal is a value, not an exception: it carries all that its sentence needs. */
export type Result<T, E> = { ok: true; value: T } | { ok: false; error: E }
export const ok = <T>(value: T) => ({ ok: true, value }) as const
export const err = <E>(error: E) => ({ ok: false, error }) as const
