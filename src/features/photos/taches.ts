import { ok, type Result } from '../../lib/result.ts'
import { assembler, photosDesPages } from './assembler.ts'
import type { RefusPhoto } from './photos.rules.ts'
import { redresser, reduire } from './redresser.ts'

type Document = { titre: string; instant: Date }

/** What the thread of photographs does: functions of bytes. */
export const TACHES_PHOTOS = {
  /** One more page at the end of a PDF of photographs, or the first of a new one. */
  async ajouter({
    pdf,
    photo,
    ...d
  }: Document & { pdf: Uint8Array | undefined; photo: Uint8Array }): Promise<Result<Uint8Array, RefusPhoto>> {
    const page = await redresser(photo)
    return page.ok ? ok(await assembler({ ...d, pdf, ajouts: [page.value] })) : page
  },
  ordonner: (d: Document & { pdf: Uint8Array; pages: readonly { de: number; quarts: number }[] }): Promise<Uint8Array> => assembler(d),
  /** Each page seen from afar, to put them in order. */
  async vignettes({ pdf }: { pdf: Uint8Array }): Promise<Uint8Array[]> {
    const vues: Uint8Array[] = []
    for (const { jpeg, tour } of await photosDesPages(pdf)) vues.push(await reduire(jpeg, tour))
    return vues
  },
}
