// The studio with the largest call that it takes, from a program that runs in demonstration: `node bench/studio.ts ADRESSE`. `pages`: each page again, once read; `frappe`: one field
// saved as somebody types; `vérificateur`: the page that follows, with all that the checker says of the new text.
import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { pathToFileURL } from 'node:url'
import { parse, stringify } from 'yaml'
import { lireYaml } from '../src/lib/yaml.ts'
import { paths } from '../src/paths.ts'
import { ouvrir } from './pages-boite.ts'
import { enLigne, type Noter, plafond } from './resultats.ts'

const MODELE = 'appels-exemples/detr-tarn-2018/appel.yml'
const [OCTETS, QUESTIONS_PAR_ETAPE, REGLES_MAX, AIDE] = [512_000, 50, 190, 590]
const [PAGE_MS, FRAPPE_MS, FOIS] = [100, 150, 60]
const SECTIONS = ['bref', 'argent', 'qui', 'quoi', 'formulaire', 'regles', 'comite', 'textes', 'suivi', 'contacts']
const { studio } = paths

type Etape = { code: string; questions?: Record<string, unknown>[]; blocs?: unknown }
type Appel = { formulaires: { etapes: Etape[] }[]; regles: Record<string, unknown>[] }
/** A call of half a megabyte or, `dense`, of as many signs as are read. */
export function grandAppel(dense: boolean): string {
  const a = parse(readFileSync(MODELE, 'utf8')) as Appel
  const { etapes } = a.formulaires[0]!
  const modele = etapes.find(e => e.questions?.length)!
  const aide = dense ? 'Quelques mots.' : 'Écrivez ici ce que le service doit savoir, en phrases simples. '.repeat(20).slice(0, AIDE)
  let dernier = ''
  for (let n = 0; ; n++) {
    if (n % 4 === 0 && a.regles.length < REGLES_MAX) a.regles.push({ ...a.regles[0], id: `regle-${n}`, titre: `Règle ${n}` })
    const rang = Math.floor((n * 10) / QUESTIONS_PAR_ETAPE)
    const code = `grande_${rang}`
    if (!etapes.some(e => e.code === code)) etapes.splice(-1, 0, { code, titre: `Étape ${rang}`, questions: [] } as Etape)
    const questions = etapes.find(e => e.code === code)!.questions!
    for (let i = 0; i < 10; i++) questions.push({ ...modele.questions![0], id: `q_${n}_${i}`, libelle: `Question ${n}, ${i}`, aide })
    const texte = stringify(a, { lineWidth: 120, aliasDuplicateObjects: false })
    if (Buffer.byteLength(texte) > OCTETS || !lireYaml(texte).ok) return dernier
    dernier = texte
  }
}

const p95 = (durees: number[]) => durees.toSorted((a, b) => a - b)[Math.floor(durees.length * 0.95)]!
async function chronometrer(f: () => Promise<Response>): Promise<number> {
  const debut = performance.now()
  const r = await f()
  await r.arrayBuffer()
  if (r.status >= 400) throw new Error(`${r.url}: ${r.status}`)
  return performance.now() - debut
}

export async function mesurerStudio(site: string, noter: Noter) {
  const cookie = await ouvrir(site, 'administrateur', '2021-07-05T10:00:00')
  const envoyer = (method: string, chemin: string, corps: Record<string, string>) =>
    fetch(site + chemin, { method, headers: { origin: site, cookie }, body: new URLSearchParams(corps), redirect: 'manual' })
  const lire = (chemin: string) => fetch(site + chemin, { headers: { cookie } })
  for (const dense of [false, true]) {
    const source = grandAppel(dense)
    const quoi = `studio, appel de ${Math.round(Buffer.byteLength(source) / 1000)} ko, ${source.match(/id: q_/g)!.length} questions`
    const cree = await envoyer('POST', studio.accueil, { source })
    const id = /\/studio\/([0-9a-f-]{36})/.exec(cree.headers.get('location') ?? '')![1]!
    const rang = (parse(source) as Appel).formulaires[0]!.etapes.findIndex(e => e.code === 'grande_0')
    const lieu = studio.lieu(studio.section(id, 'formulaire'), `/formulaires/0/etapes/${rang}/questions/3`)
    const adresses = [studio.brouillon(id), ...SECTIONS.map(s => studio.section(id, s)), lieu]
    for (const a of adresses) await chronometrer(() => lire(a))
    const pages: number[] = []
    for (let n = 0; n < FOIS; n++) pages.push(await chronometrer(() => lire(adresses[n % adresses.length]!)))
    noter(`${quoi}, pages, p95`, p95(pages), 'ms', plafond(PAGE_MS))
    const [frappes, suites]: number[][] = [[], []]
    for (let n = 0; n < FOIS; n++) {
      frappes!.push(await chronometrer(() => envoyer('PUT', studio.section(id, 'bref'), { '/titre': `Un titre ${n}` })))
      suites!.push(await chronometrer(() => lire(studio.section(id, 'bref'))))
    }
    noter(`${quoi}, frappe, p95`, p95(frappes!), 'ms', plafond(FRAPPE_MS))
    noter(`${quoi}, vérificateur, p95`, p95(suites!), 'ms', plafond(FRAPPE_MS))
    await envoyer('POST', studio.abandon(id), {})
  }
}

const [, fichier, site] = process.argv
if (fichier && site && import.meta.url === pathToFileURL(fichier).href) {
  await mesurerStudio(site, (nom, valeur, unite, borne) => console.log(enLigne({ nom, valeur, unite, borne })))
  console.log(
    `charge de la machine : ${loadavg()
      .map(x => x.toFixed(1))
      .join(' ')}`,
  )
}
