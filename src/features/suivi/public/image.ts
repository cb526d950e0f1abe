import type { AidePublique } from './aides.queries.ts'
export async function imagePng(_guichet: string, _aide: AidePublique): Promise<Uint8Array | undefined> {
  return undefined
}
