// A table of fifty companies in a dossier: what its rules take, and what saving one of its cells takes beside a field, on the running demonstration.
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { lireAppel } from '../src/features/appels/lire-appel.ts'
import { evaluer, preparerRegles } from '../src/features/recevabilite/index.ts'
import type { Faits } from '../src/features/verdicts/index.ts'
import { paths } from '../src/paths.ts'
import { base as baseItn7 } from '../src/test/appels/itn7-base.ts'
import { avecTableau } from '../src/test/appels/operation-collective.ts'
import { enLigne, type Noter, plafond, repere } from './resultats.ts'

const APPEL = 'itn7-axe3-corse-2021'
const LIGNES = 50
const PAQUET = 20
const source = () => avecTableau(readFileSync(`appels/${APPEL}/appel.yml`, 'utf8')).replace('lignes_max: 40', `lignes_max: ${LIGNES}`)
const mediane = (xs: readonly number[], p = 0.5) => xs.toSorted((a, b) => a - b)[Math.min(xs.length - 1, Math.floor(xs.length * p))]!
const TAILLES = ['tpe', 'pe', 'me']

/** Every verdict of a dossier, its table read again each time: `base`, what else the dossier says. In milliseconds. */
export function mesurerReglesDUnTableau(base: Faits, noter: Noter): void {
  const lu = lireAppel(source(), 'appel.yml')
  if (!lu.ok) throw new Error(JSON.stringify(lu.error))
  const pretes = preparerRegles(lu.value, 'bench-tableau')
  const entreprises = Array.from({ length: LIGNES }, (_, i) => ({
    ligne: `ligne${String(i).padStart(3, '0')}`,
    rang: i + 1,
    valeurs: { nom: `Atelier ${i + 1}`, siren: String(100_000_000 + i), taille: TAILLES[i % 3]!, depense: 600_000 + i },
    illisibles: [],
  }))
  const juger = () => evaluer(pretes, { ...base, tableaux: { entreprises } }, 'depot')
  const bloquants = juger().filter(v => v.regle.startsWith('tableau-') && v.bloquant)
  if (bloquants.length > 0) throw new Error(bloquants[0]!.explication)
  for (let i = 0; i < 200; i++) juger()
  const horloge = Array.from({ length: 500 }, () => {
    const t = performance.now()
    juger()
    return performance.now() - t
  })
  // the system counts the time of a processor by ticks of some milliseconds: one judgement is none or one of them, whatever it takes
  const processeur = Array.from({ length: 50 }, () => {
    const p = process.threadCpuUsage()
    for (let i = 0; i < PAQUET; i++) juger()
    const { user, system } = process.threadCpuUsage(p)
    return (user + system) / 1000 / PAQUET
  })
  // the clock counts what else the machine does: the ceiling is on what the rules themselves take
  for (const [dit, mesure] of [
    ['', horloge],
    [`, temps de processeur, par paquets de ${PAQUET}`, processeur],
  ] as const)
    for (const [quoi, part] of [
      ['médiane', 0.5],
      ['p95', 0.95],
    ] as const)
      noter(`règles d’un dossier avec un tableau de ${LIGNES} lignes${dit}, ${quoi}`, mediane(mesure, part), 'ms', plafond(3))
}

/** One cell of fifty lines saved, then one field of the same step, turn by turn: the second is the reference of the first. Publishes a version of the call: last of a run. */
export async function mesurerCellule(site: string, noter: Noter): Promise<void> {
  const formulaire = (corps: Record<string, string | string[]>) =>
    new URLSearchParams(Object.entries(corps).flatMap(([k, v]) => [v].flat().map(x => [k, x])))
  const envoyer = (chemin: string, corps: Record<string, string | string[]>, cookie = '', method = 'POST') =>
    fetch(site + chemin, { method, body: formulaire(corps), redirect: 'manual', headers: { origin: site, cookie } })
  const lire = async (chemin: string, cookie: string) => (await fetch(site + chemin, { headers: { cookie } })).text()
  const entrer = async (persona: string) =>
    (await envoyer(paths.demo.session, { persona })).headers
      .getSetCookie()
      .map(c => c.split(';')[0])
      .join('; ')
  const admin = await entrer('administrateur')
  const ajout = await envoyer(paths.administration.versions(APPEL), { source: source() }, admin)
  const versions = await lire(paths.administration.appel(APPEL), admin)
  const numero = Math.max(...[...versions.matchAll(/versions\/(\d+)/g)].map(m => Number(m[1])))
  const publication = paths.administration.publication(APPEL, numero)
  // whatever the checker warns of is accepted
  const raisons = [...(await lire(publication, admin)).matchAll(/name="(raison-[^"]+)"/g)].map(x => [x[1]!, 'Voulu pour mesurer.'])
  const publie = await envoyer(publication, Object.fromEntries(raisons), admin)
  if (publie.status !== 303) throw new Error(`publication: ${ajout.status} ${publie.status} ${(await publie.text()).slice(0, 500)}`)
  const cookie = await entrer('porteur-commune')
  const couloir = await lire(`${paths.couloir.voir(APPEL)}?autre=oui`, cookie)
  const structure = /name="structure" value="([^"]+)"/.exec(couloir)?.[1] ?? ''
  const cree = await envoyer(paths.couloir.structure(APPEL), { structure, autre: 'oui' }, cookie)
  const id = /[0-9a-f-]{36}/.exec(cree.headers.get('location') ?? '')?.[0]
  if (!id) throw new Error(`no draft: ${cree.status}`)
  const lignes = Array.from({ length: LIGNES }, (_, i) => `ligne${String(i).padStart(3, '0')}`)
  for (let i = 0; i < LIGNES; i += 10)
    await envoyer(
      paths.dossiers.etape(id, 'entreprises'),
      {
        _geste: lignes.slice(i, i + 10).map(l => `ajouter:entreprises:${l}`),
        ...Object.fromEntries(
          lignes.slice(i, i + 10).flatMap((l, k) => [
            [`entreprises.${l}.nom`, `Atelier ${i + k}`],
            [`entreprises.${l}.taille`, TAILLES[k % 3]!],
            [`entreprises.${l}.depense`, '12 400'],
          ]),
        ),
      },
      cookie,
    )
  const enregistrer = async (champs: Record<string, string>) => {
    const t = performance.now()
    const r = await envoyer(paths.dossiers.etape(id, 'entreprises'), champs, cookie, 'PUT')
    if (!r.ok) throw new Error(`PUT ${r.status} ${await r.text()}`)
    await r.arrayBuffer()
    return performance.now() - t
  }
  const cellules: number[] = []
  const champs: number[] = []
  for (let i = 0; i < 350; i++) {
    const [cellule, champ] = [
      await enregistrer({ [`entreprises.${lignes[i % LIGNES]}.depense`]: String(10_000 + i) }),
      await enregistrer({ animation: i % 2 ? 'oui' : 'non' }),
    ]
    if (i < 100) continue
    cellules.push(cellule)
    champs.push(champ)
  }
  noter(
    `enregistrer une cellule d’un tableau de ${LIGNES} lignes, contre un champ, médiane`,
    mediane(cellules),
    'ms',
    repere(mediane(champs)),
  )
}

// the rules alone, without a server: tsx bench/tableau.ts
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  mesurerReglesDUnTableau(baseItn7, (nom, valeur, unite, borne) => console.log(enLigne({ nom, valeur, unite, borne })))
