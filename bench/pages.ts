// Pages as they are read by sixteen people, beside the statements that they ask; and beside a former commit, where one runs (`avant.ts`).
import { paths } from '../src/paths.ts'
import { allersRetours, comparer, type D, montrer, parSeconde, seule, TIR_MS } from './comparer.ts'
import { ouvrirBrouillon } from './enregistrer.ts'
import { ouvrir } from './pages-boite.ts'
import { repere } from './resultats.ts'
import type { Tir } from './tir.ts'

const APPEL = 'itn7-axe3-corse-2021'
const CLIENTS = 16
/** Share of the bare rate that is asked of a page. */
const PART = 0.45
/** A program of a former commit, on data of its own that were filled as ours. */
export type Avant = { site: string }

/** The pages of a site, each with whoever reads it. */
async function pagesDe(site: string) {
  const brouillon = await ouvrirBrouillon(site)
  // an agent opens later in the clock, after the closing
  return [
    ['accueil', '/', ''],
    ['appel', paths.appels.voir(APPEL), ''],
    ['lauréats', paths.projetsAides({ appel: APPEL }), ''],
    ['étape d’un dossier', paths.dossiers.etape(brouillon.id, 'plan'), brouillon.cookie],
    ['mon espace', paths.espace, brouillon.cookie],
    ['mes bilans', paths.bilans.liste, brouillon.cookie],
    ['boîte', paths.instruction.boite, AGENT],
  ] as const
}
const AGENT = Symbol()

/** Pages beside a constant answer of the same server and the statements that they ask. */
export async function mesurerPages(d: D, lesquelles = /./, avant?: Avant) {
  const lire = (site: string, chemin: string, cookie: string, dureeMs = TIR_MS / 2) =>
    d.charge.demander({ site, cookie, clients: CLIENTS, dureeMs, requetes: [[{ methode: 'GET', chemin }]], depuis: 0, attendu: 200 })
  const anciennes = avant && (await pagesDe(avant.site))
  for (const [i, [nom, chemin, session]] of (await pagesDe(d.site)).entries()) {
    if (!lesquelles.test(nom)) continue
    const ouverte = async (site: string, s: string | typeof AGENT) => (s === AGENT ? ouvrir(site, 'administrateur') : s)
    if (session === AGENT) await ouvrir(d.espion.site, 'administrateur')
    const cookie = await ouverte(d.site, session)
    await lire(d.site, chemin, cookie, 500)
    const suite = await seule(() => d.espion.noter('GET', chemin, cookie))
    montrer(nom, suite)
    const constantes: Tir[] = []
    const une = async () => {
      constantes.push(await lire(d.site, paths.sante, cookie))
      return lire(d.site, chemin, cookie)
    }
    const nue = (o: { unParUn: boolean }) =>
      d.nu.demander({
        ...o,
        base: d.base,
        clients: CLIENTS,
        dureeMs: TIR_MS / 2,
        suites: [suite],
        dossiers: [],
        depuis: Number.POSITIVE_INFINITY,
      })
    const ancienne = avant &&
      anciennes && { site: avant.site, chemin: anciennes[i]![1], cookie: await ouverte(avant.site, anciennes[i]![2]) }
    // what did not exist then, or not there, is compared with nothing
    const existait =
      ancienne && (await fetch(ancienne.site + ancienne.chemin, { headers: { cookie: ancienne.cookie }, redirect: 'manual' })).ok
    const requetes = suite.length
    const qui = `page ${nom} (${requetes} requête${requetes > 1 ? 's' : ''}, ${allersRetours(suite)} allers-retours)`
    await comparer(d, qui, CLIENTS, PART, une, suite.length ? nue : () => lire(d.site, paths.sante, cookie), {
      avant: existait && ancienne ? () => lire(ancienne.site, ancienne.chemin, ancienne.cookie) : undefined,
    })
    d.noter(`page ${nom}, réponse constante du même serveur`, parSeconde(constantes), '/s', repere(parSeconde(constantes)))
  }
}
