import { afterAll, beforeAll, beforeEach } from 'vitest'
import { lireContenu } from '../features/contenu/index.ts'
import { paths } from '../paths.ts'
import { avecTableau } from './appels/operation-collective.ts'
import { lisible, publier } from './vico.ts'
import { openWorld, URL_TEST, type World } from './world.ts'

/** The call of 2021 with a table of companies, and somebody of Vico who fills it in. */
export let w: World
type Compte = Awaited<ReturnType<World['compte']>>
export let vico: Compte
export function preparerTableaux() {
  beforeAll(async () => {
    w = await openWorld()
    await publier(w, avecTableau)
  })
  beforeEach(async () => {
    vico = await w.compte({ nom: 'Secrétariat de Vico', structures: ['Vico'] })
  })
  afterAll(() => w.close())
}

export const ETAPE = 'entreprises'
export const adresse = (id: string) => paths.dossiers.etape(id, ETAPE)
export const page = async (id: string, cookie = vico.cookie) => (await w.get(adresse(id), cookie)).text()
export const lue = async (id: string, cookie = vico.cookie) => lisible(await w.get(adresse(id), cookie))
export const envoyer = (id: string, corps: Record<string, string | string[]>, cookie = vico.cookie) => w.post(adresse(id), corps, cookie)
export const auFil = (id: string, corps: Record<string, string>, cookie = vico.cookie) =>
  w.app.request(URL_TEST + adresse(id), {
    method: 'PUT',
    headers: { origin: URL_TEST, cookie, accept: 'application/json' },
    body: new URLSearchParams({ ...corps, ...(corps._base ? { _base: marquesDe(corps) } : {}) }),
  })
/** As the page does, the marks of the fields that it sends alone. */
const marquesDe = ({ _base = '{}', ...corps }: Record<string, string>) =>
  JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(_base) as Record<string, string>).filter(([nom]) => nom in corps)))
export const cache = (html: string, nom: string) =>
  (new RegExp(`name="${nom}" value="([^"]*)"`).exec(html)?.[1] ?? '').replaceAll('&quot;', '"')
export const ouvrir = async (id: string, cookie = vico.cookie) => {
  const html = await page(id, cookie)
  return { _base: cache(html, '_base'), _page: cache(html, '_page') }
}
type Ecrit = { valeurs: Record<string, unknown>; illisibles: Record<string, string>; lignes: Record<string, string[]> }
export const contenu = async (id: string): Promise<Ecrit> =>
  w.auGuichet(async tx => {
    const { reponses } = await tx.selectFrom('dossier').select('reponses').where('id', '=', id).executeTakeFirstOrThrow()
    return lireContenu(reponses) as unknown as Ecrit
  })
export const A = 'menuise1'
export const B = 'scierie2'
export const ligne = (l: string, nom: string, siren: string, taille: string, depense: string) => ({
  [`entreprises.${l}.nom`]: nom,
  [`entreprises.${l}.siren`]: siren,
  [`entreprises.${l}.taille`]: taille,
  [`entreprises.${l}.depense`]: depense,
})
export const MENUISERIE = ligne(A, 'Menuiserie des Trois Ponts', '000 204 313', 'tpe', '12 400')
export const SCIERIE = ligne(B, 'Scierie de la forêt haute', '000449157', 'pe', '38 500,00 €')
const GESTES = [`ajouter:entreprises:${A}`, `ajouter:entreprises:${B}`]
export const COMPLET = { _geste: GESTES, ...MENUISERIE, ...SCIERIE, animation: 'oui' }
