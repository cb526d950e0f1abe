// The studio with the largest call that it takes, from a program that runs in demonstration: `node bench/studio.ts ADRESSE PID`. `pages`: each page again, once read; `frappe`: one field
// saved as somebody types; `vérificateur`: the page that follows, with all that the checker says of the new text. `processeur`: what all threads of the program spend on
// one, whatever else the machine does (Linux), beside one reading of the whole text.
import { readdirSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { pathToFileURL } from 'node:url'
import { parse, stringify } from 'yaml'
import { lireYaml } from '../src/lib/yaml.ts'
import { paths } from '../src/paths.ts'
import { ouvrir } from './pages-boite.ts'
import { enLigne, type Noter, plafond, repere } from './resultats.ts'

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

/** Milliseconds of processor that the threads of a process have spent. */
const processeur = (pid: number) =>
  readdirSync(`/proc/${pid}/task`).reduce((t, fil) => {
    try {
      return t + Number(readFileSync(`/proc/${pid}/task/${fil}/schedstat`, 'utf8').split(' ')[0]) / 1e6
    } catch {
      // a thread that has just ended
      return t
    }
  }, 0)
/** The least processor that one reading of the whole text takes, here, by the library. */
function lectureNue(texte: string): number {
  const durees = Array.from({ length: 9 }, () => {
    const debut = process.cpuUsage()
    lireYaml(texte)
    const { user, system } = process.cpuUsage(debut)
    return (user + system) / 1000
  })
  return mediane(durees)
}
const mediane = (durees: number[]) => durees.toSorted((a, b) => a - b)[Math.floor(durees.length / 2)]!
const p95 = (durees: number[]) => durees.toSorted((a, b) => a - b)[Math.floor(durees.length * 0.95)]!
async function chronometrer(f: () => Promise<Response>): Promise<number> {
  const debut = performance.now()
  const r = await f()
  await r.arrayBuffer()
  if (r.status >= 400) throw new Error(`${r.url}: ${r.status}`)
  return performance.now() - debut
}

export async function mesurerStudio(site: string, pid: number, noter: Noter) {
  const cookie = await ouvrir(site, 'administrateur', '2021-07-05T10:00:00')
  const envoyer = (method: string, chemin: string, corps: Record<string, string>) =>
    fetch(site + chemin, { method, headers: { origin: site, cookie }, body: new URLSearchParams(corps), redirect: 'manual' })
  const lire = (chemin: string) => fetch(site + chemin, { headers: { cookie } })
  for (const dense of [false, true]) {
    const source = grandAppel(dense)
    const quoi = `studio, appel de ${Math.round(Buffer.byteLength(source) / 1000)} ko, ${source.match(/id: q_/g)!.length} questions`
    const entier = lectureNue(source)
    const cree = await envoyer('POST', studio.accueil, { source })
    const id = /\/studio\/([0-9a-f-]{36})/.exec(cree.headers.get('location') ?? '')![1]!
    const rang = (parse(source) as Appel).formulaires[0]!.etapes.findIndex(e => e.code === 'grande_0')
    const question = `/formulaires/0/etapes/${rang}/questions/3`
    const lieu = studio.lieu(studio.section(id, 'formulaire'), question)
    const adresses = [studio.brouillon(id), ...SECTIONS.map(s => studio.section(id, s)), lieu]
    for (const a of adresses) await chronometrer(() => lire(a))
    const pages: number[] = []
    const avantPages = processeur(pid)
    for (let n = 0; n < FOIS; n++) pages.push(await chronometrer(() => lire(adresses[n % adresses.length]!)))
    noter(`${quoi}, pages, p95`, p95(pages), 'ms', plafond(PAGE_MS))
    noter(`${quoi}, pages, processeur`, (processeur(pid) - avantPages) / FOIS, 'ms', repere(entier))
    for (const [champ, page] of [
      ['/titre', studio.section(id, 'bref')],
      [`${question}/libelle`, lieu],
    ] as const) {
      const ou = `${quoi}, ${champ === '/titre' ? 'titre' : 'question'}`
      const [frappes, suites, cpuFrappes, cpuSuites]: number[][] = [[], [], [], []]
      for (let n = 0; n < FOIS; n++) {
        const avant = processeur(pid)
        const frappe = await chronometrer(() => envoyer('PUT', page, { [champ]: `Un titre ${n}` }))
        const apres = processeur(pid)
        const suite = await chronometrer(() => lire(page))
        for (const [l, x] of [
          [frappes, frappe],
          [suites, suite],
          [cpuFrappes, apres - avant],
          [cpuSuites, processeur(pid) - apres],
        ] as const)
          l!.push(x)
      }
      noter(`${ou}, frappe, p95`, p95(frappes!), 'ms', plafond(FRAPPE_MS))
      noter(`${ou}, vérificateur, p95`, p95(suites!), 'ms', plafond(FRAPPE_MS))
      noter(`${ou}, frappe, processeur, médiane`, mediane(cpuFrappes!), 'ms', repere(entier))
      noter(`${ou}, vérificateur, processeur, médiane`, mediane(cpuSuites!), 'ms', repere(entier))
    }
    await envoyer('POST', studio.abandon(id), {})
  }
}

const [, fichier, site, pid] = process.argv
if (fichier && site && pid && import.meta.url === pathToFileURL(fichier).href) {
  await mesurerStudio(site, Number(pid), (nom, valeur, unite, borne) => console.log(enLigne({ nom, valeur, unite, borne })))
  console.log(
    `charge de la machine : ${loadavg()
      .map(x => x.toFixed(1))
      .join(' ')}`,
  )
}
