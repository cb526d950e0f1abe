// What the program serves a second, beside the very statements of its requests played bare: `npm run bench` does it with its 100 000 dossiers; on a
// demonstration that runs already: `node bench/http.ts ADRESSE DONNEES [champ|page|depot|export] [une page]`. Both are loaded in turn, in one run, so that a busy machine slows both.
import { pathToFileURL } from 'node:url'
import { paths } from '../src/paths.ts'
import type { Charge } from './charge.ts'
import { comparer, type D, montrer, seule, TIR_MS } from './comparer.ts'
import { brouillonsComplets, engagementsDe, viderLaFile } from './depots.ts'
import { ouvrirBrouillon } from './enregistrer.ts'
import type { Requete } from './espion.ts'
import { moindreSql } from './expert.ts'
import { mesurerExports } from './exports.ts'
import type { Nu } from './nu.ts'
import { type Avant, mesurerPages } from './pages.ts'
import { ouvrir } from './pages-boite.ts'
import { ouvrirEspion } from './programme-ecoute.ts'
import { enLigne, type Noter } from './resultats.ts'
import { socketDe } from './socket.ts'
import { ouvrirProcessus } from './tir.ts'

const PENDANT_LE_DEPOT = '2021-09-13T10:00:00'
const CLIENTS = [1, 16, 64]
/** Filings that the fastest rates of both sides use up. */
const DEPOTS = 13_000
/** Shares of the bare rate that issue 7 asks for. */
const PART = { champ: 0.7, depot: 0.5 }

type Choix = { quoi?: RegExp; pages?: RegExp; avant?: Avant | undefined }

export async function mesurerHttp(site: string, donnees: string, noter: Noter, { quoi = /./, pages = /./, avant }: Choix = {}) {
  const charge = ouvrirProcessus<Charge>(new URL('./charge.ts', import.meta.url))
  const nu = ouvrirProcessus<Nu>(new URL('./nu.ts', import.meta.url))
  // the listened program reads the clock as it starts
  for (const s of [site, ...(avant ? [avant.site] : [])]) await ouvrir(s, 'porteur-commune', PENDANT_LE_DEPOT)
  const espion = await ouvrirEspion(donnees)
  const d = { site, base: socketDe(donnees), noter, charge, nu, espion }
  try {
    if (quoi.test('champ')) await champs(d)
    if (quoi.test('page')) await mesurerPages(d, pages, avant)
    // thousands of dossiers of one porteur, as none has: after what a porteur reads
    if (quoi.test('depot')) await depots(d)
    if (quoi.test('export')) await mesurerExports(d)
  } finally {
    charge.fermer()
    nu.fermer()
    await espion.fermer()
  }
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
    await comparer(d, 'enregistrer un champ', clients, PART.champ, une, nue, { moindre })
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

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await mesurerHttp(
    process.argv[2]!,
    process.argv[3]!,
    (nom, valeur, unite, borne) => console.log(enLigne({ nom, valeur, unite, borne })),
    { quoi: new RegExp(process.argv[4] ?? '.'), pages: new RegExp(process.argv[5] ?? '.') },
  )
