import { afterAll, beforeAll } from 'vitest'
import { paths } from '../paths.ts'
import { publier } from './vico.ts'
import { openWorld, URL_TEST, type World } from './world.ts'

export let w: World
export let vico: Awaited<ReturnType<World['compte']>>

/** The call is open, and somebody of Vico fills in dossiers. */
export function preparerEtapes() {
  beforeAll(async () => {
    w = await openWorld()
    await publier(w)
    vico = await w.compte({ nom: 'Secrétariat de Vico', structures: ['Vico'] })
  })
  afterAll(() => w.close())
}

export const contenu = (id: string) =>
  w.auGuichet(
    async tx =>
      (await tx.selectFrom('dossier').selectAll().where('id', '=', id).executeTakeFirstOrThrow()) as never as {
        reponses: { valeurs: Record<string, unknown>; illisibles: Record<string, string> }
        cout_global: number | null
        titre: string
      },
  )
export const etape = (id: string, code: string) => w.get(paths.dossiers.etape(id, code), vico.cookie)
export const envoyer = (id: string, code: string, corps: Record<string, string | string[]>) =>
  w.post(paths.dossiers.etape(id, code), corps, vico.cookie)
/** As the page does while one types. */
export const envoyerAuFil = (id: string, code: string, corps: Record<string, string>) =>
  w.app.request(URL_TEST + paths.dossiers.etape(id, code), {
    method: 'PUT',
    headers: { origin: URL_TEST, cookie: vico.cookie, accept: 'application/json' },
    body: new URLSearchParams(corps),
  })
/** The hidden marks of an open form, as its browser sends them back. */
export const ouvrir = async (id: string, code: string) => {
  const html = await (await etape(id, code)).text()
  const cache = (nom: string) => (new RegExp(`name="${nom}" value="([^"]*)"`).exec(html)?.[1] ?? '').replaceAll('&quot;', '"')
  return { _base: cache('_base'), _page: cache('_page') }
}
