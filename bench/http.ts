// What the program serves a second, beside the very statements of its requests played bare: `npm run bench` does it with its 100 000 dossiers; on a
// demonstration that runs already: `node bench/http.ts ADRESSE DONNEES`. Both are loaded in turn, in one run, so that a busy machine slows both.
import { pathToFileURL } from 'node:url'
import { paths } from '../src/paths.ts'
import type { Charge } from './charge.ts'
import { brouillonsComplets, engagementsDe, viderLaFile } from './depots.ts'
import { ouvrirBrouillon } from './enregistrer.ts'
import type { Requete } from './espion.ts'
import { moindreSql } from './expert.ts'
import { mesurerExports } from './exports.ts'
import type { Nu } from './nu.ts'
import { ouvrir } from './pages-boite.ts'
import { ouvrirEspion } from './programme-ecoute.ts'
import { enLigne, type Noter, plancher, repere } from './resultats.ts'
import { socketDe } from './socket.ts'
import { ouvrirProcessus, type Tir } from './tir.ts'

const PENDANT_LE_DEPOT = '2021-09-13T10:00:00'
const APPEL = 'itn7-axe3-corse-2021'
const CLIENTS = [1, 16, 64]
const [TOURS, TIR_MS] = [4, 1500]
/** Filings that the fastest rates of both sides use up. */
const DEPOTS = 13_000
/** Shares of the bare rate that issue 7 asks for. */
const PART = { champ: 0.7, depot: 0.5, page: 0.45 }

const parSeconde = (tirs: Tir[]) => tirs.reduce((s, t) => s + t.nombre, 0) / (tirs.reduce((s, t) => s + t.ms, 0) / 1000)
const centile = (tirs: Tir[], p: number) => {
  const xs = tirs.flatMap(t => t.durees).sort((a, b) => a - b)
  return xs[Math.min(xs.length - 1, Math.floor(xs.length * p))] ?? Number.NaN
}

export async function mesurerHttp(site: string, donnees: string, noter: Noter, quoi = /./) {
  const charge = ouvrirProcessus<Charge>(new URL('./charge.ts', import.meta.url))
  const nu = ouvrirProcessus<Nu>(new URL('./nu.ts', import.meta.url))
  // the listened program reads the clock as it starts
  await ouvrir(site, 'porteur-commune', PENDANT_LE_DEPOT)
  const espion = await ouvrirEspion(donnees)
  const d = { site, base: socketDe(donnees), noter, charge, nu, espion }
  try {
    if (quoi.test('champ')) await champs(d)
    if (quoi.test('page')) await pages(d)
    // thousands of dossiers of one porteur, as none has: after what a porteur reads
    if (quoi.test('depot')) await depots(d)
    if (quoi.test('export')) await mesurerExports(d)
  } finally {
    charge.fermer()
    nu.fermer()
    await espion.fermer()
  }
}
type D = {
  site: string
  base: string
  noter: Noter
  charge: ReturnType<typeof ouvrirProcessus<Charge>>
  nu: ReturnType<typeof ouvrirProcessus<Nu>>
  espion: Awaited<ReturnType<typeof ouvrirEspion>>
}

const [CAPTURES, CAPTURES_MAX] = [3, 12]
/**
 * What a request asks, once what is remembered from one to the next is: noted several times, until the last is as short as any, and as one before. A job of the listened program
 * may be among the longer ones.
 */
async function seule(noter: () => Promise<Requete[]>): Promise<Requete[]> {
  const longueurs: number[] = []
  for (;;) {
    const suite = await noter()
    longueurs.push(suite.length)
    const courtes = longueurs.filter(n => n === Math.min(...longueurs)).length
    if (longueurs.length >= CAPTURES && courtes > 1 && suite.length === Math.min(...longueurs)) return suite
    if (longueurs.length === CAPTURES_MAX) throw new Error(`jobs never left a request alone: ${longueurs}`)
  }
}

const allersRetours = (suite: readonly Requete[]) => new Set(suite.map(r => r.groupe)).size

/** Rates of the program and of its statements bare, in turn: sent one after the other, as `pg` does by itself, then together, as the program does. */
async function comparer(
  d: D,
  nom: string,
  clients: number,
  part: number,
  une: () => Promise<Tir>,
  nue: (o: { unParUn: boolean }) => Promise<Tir>,
  moindre?: () => Promise<Tir>,
) {
  const [http, bare, seules, expert]: [Tir[], Tir[], Tir[], Tir[]] = [[], [], [], []]
  for (let i = 0; i < TOURS; i++) {
    http.push(await une())
    bare.push(await nue({ unParUn: false }))
    seules.push(await nue({ unParUn: true }))
    if (moindre) expert.push(await moindre())
  }
  // the first turn warmed all
  for (const tirs of [http, bare, seules, expert]) tirs.shift()
  const qui = `${nom}, ${clients} client${clients > 1 ? 's' : ''}`
  d.noter(`${qui}, part du SQL nu, une requête après l’autre`, parSeconde(http) / parSeconde(seules), '', plancher(part))
  d.noter(`${qui}, part du SQL nu, requêtes parties ensemble`, parSeconde(http) / parSeconde(bare), '', plancher(part))
  if (moindre) d.noter(`${qui}, par seconde, contre le moindre SQL d’un expert`, parSeconde(http), '/s', repere(parSeconde(expert)))
  d.noter(`${qui}, par seconde`, parSeconde(http), '/s', repere(parSeconde(bare)))
  for (const p of [50, 95, 99]) d.noter(`${qui}, p${p}`, centile(http, p / 100), 'ms', repere(centile(bare, p / 100)))
}

async function champs(d: D) {
  const brouillons: Awaited<ReturnType<typeof ouvrirBrouillon>>[] = []
  for (let i = 0; i < Math.max(...CLIENTS); i++) brouillons.push(await ouvrirBrouillon(d.site))
  const { id, cookie } = brouillons[0]!
  const deuxChamps = (dossier: string) => [
    { methode: 'PUT', chemin: paths.dossiers.etape(dossier, 'plan'), corps: 'aide=§' },
    { methode: 'PUT', chemin: paths.dossiers.etape(dossier, 'projet'), corps: 'titre=Essai+§' },
  ]
  const numero = '987654'
  await viderLaFile(d.base)
  const depuis = Date.now()
  const suites: Requete[][] = []
  for (const r of deuxChamps(id)) {
    const noter = (valeur: string) => d.espion.noter(r.methode, r.chemin, cookie, r.corps.replace('§', valeur))
    const changer = () => noter('1234').then(() => noter(numero))
    suites.push(await seule(changer))
  }
  montrer('enregistrer un champ', suites[0]!)
  const expert = await moindreSql(d.base, { cookie, dossier: id, numero })
  for (const clients of CLIENTS) {
    const commun = { clients, dureeMs: TIR_MS }
    let dernier = 10_000_000 * clients
    const une = async () => {
      const requetes = brouillons.slice(0, clients).map(b => deuxChamps(b.id))
      const t = await d.charge.demander({ ...commun, site: d.site, cookie, requetes, depuis: dernier, attendu: 200 })
      dernier += t.nombre + 1
      return t
    }
    const nue = (o: { unParUn: boolean }) =>
      d.nu.demander({
        ...commun,
        ...o,
        base: d.base,
        suites,
        dossier: id,
        dossiers: brouillons.slice(0, clients).map(b => b.id),
        depuis,
        numero,
      })
    const moindre = () =>
      d.nu.demander({
        ...commun,
        base: d.base,
        suites: expert,
        dossier: id,
        dossiers: brouillons.slice(0, clients).map(b => b.id),
        depuis,
        numero,
      })
    await comparer(d, 'enregistrer un champ', clients, PART.champ, une, nue, moindre)
  }
}

async function depots(d: D) {
  for (const site of [d.espion.site, d.site]) await ouvrir(site, 'porteur-commune', PENDANT_LE_DEPOT)
  const { cookie, dossiers } = await brouillonsComplets(d.site, d.base, DEPOTS)
  const corps = await engagementsDe(d.site, dossiers[0]!, cookie)
  const deposer = (id: string) => ({ methode: 'POST', chemin: paths.dossiers.depot(id), corps })
  let pris = ''
  const depuis = Date.now()
  const suite = await seule(async () => {
    await viderLaFile(d.base)
    pris = dossiers.shift()!
    return d.espion.noter('POST', deposer(pris).chemin, cookie, corps)
  })
  montrer('déposer', suite)
  for (const clients of CLIENTS) {
    const commun = { clients, dureeMs: TIR_MS, unique: true, depuis }
    const une = async () => {
      await viderLaFile(d.base)
      const requetes = dossiers.map(id => [deposer(id)])
      const t = await d.charge.demander({ ...commun, site: d.site, cookie, requetes, attendu: 303 })
      dossiers.splice(0, t.prises)
      return t
    }
    const nue = async (o: { unParUn: boolean }) => {
      await viderLaFile(d.base)
      const t = await d.nu.demander({ ...commun, ...o, base: d.base, suites: [suite], dossier: pris, dossiers })
      dossiers.splice(0, t.prises)
      return t
    }
    await comparer(d, 'déposer', clients, PART.depot, une, nue)
  }
}

/** Pages as they are read, beside a constant answer of the same server and the statements that they ask. */
async function pages(d: D) {
  const brouillon = await ouvrirBrouillon(d.site)
  const clients = 16
  const lire = (chemin: string, cookie: string, dureeMs = TIR_MS / 2) =>
    d.charge.demander({
      site: d.site,
      cookie,
      clients,
      dureeMs,
      requetes: [[{ methode: 'GET', chemin }]],
      depuis: 0,
      attendu: 200,
    })
  // an agent opens later in the clock, after the closing
  const PAGES: [string, string, string | (() => Promise<string>)][] = [
    ['accueil', '/', ''],
    ['appel', paths.appels.voir(APPEL), ''],
    ['lauréats', paths.projetsAides({ appel: APPEL }), ''],
    ['étape d’un dossier', paths.dossiers.etape(brouillon.id, 'plan'), brouillon.cookie],
    ['mon espace', paths.espace, brouillon.cookie],
    ['mes bilans', paths.bilans.liste, brouillon.cookie],
    ['boîte', paths.instruction.boite, () => ouvrir(d.espion.site, 'administrateur').then(() => ouvrir(d.site, 'administrateur'))],
  ]
  for (const [nom, chemin, session] of PAGES) {
    const cookie = typeof session === 'string' ? session : await session()
    await lire(chemin, cookie, 500)
    const suite = await seule(() => d.espion.noter('GET', chemin, cookie))
    montrer(nom, suite)
    const constantes: Tir[] = []
    const une = async () => {
      constantes.push(await lire(paths.sante, cookie))
      return lire(chemin, cookie)
    }
    const nue = (o: { unParUn: boolean }) =>
      d.nu.demander({ ...o, base: d.base, clients, dureeMs: TIR_MS / 2, suites: [suite], dossiers: [], depuis: Number.POSITIVE_INFINITY })
    const requetes = suite.length
    const avant = `page ${nom} (${requetes} requête${requetes > 1 ? 's' : ''}, ${allersRetours(suite)} allers-retours)`
    await comparer(d, avant, clients, PART.page, une, suite.length ? nue : () => lire(paths.sante, cookie))
    d.noter(`page ${nom}, réponse constante du même serveur`, parSeconde(constantes), '/s', repere(parSeconde(constantes)))
  }
}

const montrer = (nom: string, suite: readonly Requete[]) => {
  console.log(`${nom}: ${suite.length} requêtes, ${allersRetours(suite)} allers-retours`)
  if (process.argv.includes('--sql'))
    for (const r of suite) console.log(`  ${r.groupe}  ${r.texte.replace(/\s+/g, ' ').slice(0, 160)}  [${r.valeurs.length}]`)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await mesurerHttp(
    process.argv[2]!,
    process.argv[3]!,
    (nom, valeur, unite, borne) => console.log(enLigne({ nom, valeur, unite, borne })),
    new RegExp(process.argv[4] ?? '.'),
  )
