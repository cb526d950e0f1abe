// The walk of one person at one moment: every page and file that links lead to, a few of each form of address.
import { paths } from '../../src/paths.ts'
import { lireReponse, stable, type Vue } from './lire.ts'

/** Pages alike but for an id are read this many times: the first ones listed. */
const PAR_FORME = 3
/** A person alone never meets as many. */
const PAGES_MAX = 600
const JAMAIS = new Set<string>([paths.deconnexion, paths.demo.accueil, paths.demo.preparation])
/** Where the journal stood: how many lines it has is not always the same. */
const ANCRAGES = new Set<string>([paths.journal.ancrages, paths.journal.flux])
/** Mails of one instant come in the order of their ids: they are kept by their subject and whom they are for, all of them. */
const COURRIELS = paths.demo.courriel('')

/** An address with several parameters shows each of them: met together or apart, they are not read for ever. */
function aspects(forme: string) {
  const [chemin, ...cles] = forme.split('?')
  return cles.length === 0 ? [chemin!] : cles.map(k => `${chemin}?${k}`)
}

export type Releve = Record<string, Vue>

export async function marcher(url: string, cookie: string, departs: readonly string[]): Promise<Releve> {
  const releve: Releve = {}
  const comptes = new Map<string, number>()
  const rangs = new Map<string, number>()
  const connues = new Set<string>()
  const file = [...departs]
  let lues = 0
  for (let chemin = file.shift(); chemin !== undefined && lues < PAGES_MAX; chemin = file.shift()) {
    if (connues.has(chemin) || JAMAIS.has(chemin.split('?')[0]!) || ANCRAGES.has(chemin)) continue
    connues.add(chemin)
    const u = new URL(chemin, url)
    const forme = `${stable(u.pathname)}${[...u.searchParams.keys()].map(k => `?${k}`).join('')}`
    const siens = aspects(forme)
    if (!chemin.startsWith(COURRIELS) && siens.every(a => (comptes.get(a) ?? 0) >= PAR_FORME)) continue
    for (const a of siens) comptes.set(a, (comptes.get(a) ?? 0) + 1)
    lues++
    const reponse = await fetch(u, { headers: { cookie, accept: 'text/html,*/*' }, redirect: 'manual' })
    const { vue, suite } = await lireReponse(reponse, chemin)
    const nom = chemin.startsWith(COURRIELS) ? `${forme} ${vue.titre} ${vue.mots.find(m => m.startsWith('À ')) ?? ''}` : forme
    const rang = (rangs.get(nom) ?? 0) + 1
    rangs.set(nom, rang)
    releve[`${nom} ${rang}`] = vue
    file.push(...suite)
  }
  return releve
}
