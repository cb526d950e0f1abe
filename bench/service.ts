// What somebody of the service waits for with many dossiers: their day, and the dossier that comes after the one they have just read in a list. Part of
// `npm run bench`.
import { paths } from '../src/paths.ts'
import { ouvrir } from './pages-boite.ts'
import { type Noter, plafond } from './resultats.ts'

const TOURS = 40
/** Enough for one slow answer in twenty to be a habit, not an accident. */
const DOSSIERS_LUS = 200
const [JOURNEE_MS, SUIVANT_MS] = [100, 50]
/** Of the first filter some 5 000 of 100 000 invented dossiers are: their order is walked one by one. Then all of them, by their two usual orders. */
const LISTES = ['volet=volet_2&departement=2A', 'tri=echeance', 'tri=porteur']

export async function mesurerService(site: string, quoi: RegExp, noter: Noter) {
  if (quoi.test('ma journée'))
    for (const persona of ['administrateur', 'referent-2a']) {
      const cookie = await ouvrir(site, persona)
      const ms = await p95(TOURS, () => lire(site, paths.instruction.journee, cookie))
      noter(`ma journée, ${persona}, p95`, ms, 'ms', plafond(JOURNEE_MS))
    }
  if (quoi.test('dossier suivant')) {
    const cookie = await ouvrir(site, 'administrateur')
    for (const liste of LISTES) {
      const boite = await lire(site, `${paths.instruction.boite}?${liste}`, cookie)
      let ici = versDossier(boite)
      const nombre = / sur ([\d\u202f\u00a0]+)\s*<\/strong>/.exec(await lire(site, ici, cookie))?.[1]?.replace(/\D/g, '')
      const ms = await p95(DOSSIERS_LUS, async () => {
        ici = suivant(await lire(site, ici, cookie))
      })
      noter(
        `dossier suivant d’une liste ${nombre ? `de ${nombre}` : 'trop longue pour être comptée'}, ${liste}, p95`,
        ms,
        'ms',
        plafond(SUIVANT_MS),
      )
    }
  }
}

async function lire(site: string, chemin: string, cookie: string) {
  const r = await fetch(site + chemin, { headers: { cookie, accept: 'text/html' } })
  if (!r.ok) throw new Error(`${chemin}: ${r.status}`)
  return r.text()
}
const adresse = (html: string, motif: RegExp, quoi: string) => {
  const lue = motif.exec(html)?.[1]
  if (!lue) throw new Error(`no ${quoi}`)
  return lue.replaceAll('&amp;', '&')
}
const versDossier = (html: string) => adresse(html, /href="(\/instruction\/dossiers\/[0-9a-f-]{36}\?[^"]*)"/, 'row in the list')
const suivant = (html: string) => adresse(html, /<a [^>]*rel="next" data-touche="j" href="([^"]*)"/, 'next dossier')

async function p95(tours: number, f: () => Promise<unknown>) {
  for (let i = 0; i < 5; i++) await f()
  const durees: number[] = []
  for (let i = 0; i < tours; i++) {
    const t = performance.now()
    await f()
    durees.push(performance.now() - t)
  }
  return durees.sort((a, b) => a - b)[Math.floor(tours * 0.95)]!
}
