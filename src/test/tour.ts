import { jouerSuite } from '../features/demo/index.ts'
import { verifierJournal } from '../features/journal/index.ts'
import { paths } from '../paths.ts'
import { SLUG } from './vico.ts'
import { type Hasard, hasardDe, type VisiteurAuHasard, visiteurAuHasard } from './visiteur-au-hasard.ts'
import type { World } from './world.ts'

/** The ten minutes' tour of README, each step as a person may do it: not at all, twice, in another order, half-way. */

export const PERSONAS = [
  'porteur-commune',
  'porteur-epci',
  'partenaire-commune',
  'referent-2a',
  'referent-2b',
  'referent-regional-1',
  'referent-regional-2',
  'administrateur',
  'lecteur',
  'signataire',
  'secretaire-generale',
  'porteur-deux-temps',
  'instructrice-deux-temps',
] as const
const DEUX_TEMPS = 'tiers-lieux-2021'
const AGENTS = ['referent-2a', 'referent-2b', 'referent-regional-1', 'referent-regional-2'] as const

/** The moments that lead to the first bilan; others are set between them, as they come. */
const MOMENTS = {
  cloture: '2021-09-18T09:00:00+02:00',
  releve: '2021-09-20T09:00:00+02:00',
  instruction: '2021-10-05T09:40:00+02:00',
  comite: '2021-10-25T09:00:00+02:00',
  resultats: '2021-11-09T09:00:00+01:00',
  bilan: '2022-01-18T09:00:00+01:00',
}
const AILLEURS = ['2021-06-15T09:00:00+02:00', '2021-09-17T23:59:00+02:00', '2021-09-30T12:00:00+02:00', '2021-10-12T12:00:00+02:00']

type Tour = { w: World; h: Hasard; v: VisiteurAuHasard; fautes: string[] }
type Pas = (t: Tour) => Promise<void>

/** Goes to a page and sends the first form whose address is like one of these, in this order. */
async function faire({ v }: Tour, page: string, actions: readonly RegExp[], dire: Record<string, string> = {}) {
  for (const action of actions) {
    await v.aller(page)
    const f = v.formulaire(action)
    if (f) await v.remplir(f, dire)
  }
}
const errer = async ({ v }: Tour, depart: string, pas: number) => {
  await v.aller(depart)
  for (let i = 0; i < pas; i++) await v.errer()
}
const dossiersLies = async ({ v }: Tour, liste: string, forme: RegExp) => {
  await v.aller(liste)
  return v.liens(forme).map(l => l.split('?')[0]!)
}

const lireLeSite: Pas = async t => {
  for (const p of [paths.accueil, paths.appels.voir(SLUG), paths.projetsAides({ appel: SLUG }), paths.aide]) await t.v.aller(p)
  await errer(t, paths.appels.voir(SLUG), 6)
}
const testerEligibilite: Pas = t =>
  faire(t, paths.eligibilite.tester(SLUG), [/eligibilite/], { volet: 'volet_3', aide: '3 600', part: '600' })
const remplirVico: Pas = async t => {
  await t.v.entrer('porteur-commune')
  for (const d of (await dossiersLies(t, paths.espace, /^\/dossiers\/[0-9a-f-]{36}/)).slice(0, 2)) {
    await t.v.aller(d)
    for (const etape of t.h.melanger(t.v.liens(/\/etapes\//)).slice(0, 3)) await faire(t, etape, [/\/etapes\//], { aide: '1e9' })
  }
}
const deposerVico: Pas = async t => {
  await t.v.entrer('porteur-commune')
  for (const [d] of [await dossiersLies(t, paths.espace, /^\/dossiers\/[0-9a-f-]{36}/)])
    if (d) await faire(t, paths.dossiers.depot(idDe(d)), [/\/depot$/])
  await faire(t, paths.verifier, [/verifier/])
}
const reprendreVico: Pas = async t => {
  await t.v.entrer(t.h.parmi(['porteur-commune', 'porteur-epci']))
  const [d] = t.h.melanger(await dossiersLies(t, paths.espace, /^\/dossiers\/[0-9a-f-]{36}/))
  if (!d) return
  const id = idDe(d)
  await faire(t, paths.dossiers.voir(id), [
    t.h.parmi([/\/reouverture$/, /\/reouverture\/fin$/, /\/retrait$/, /\/complements$/, /\/echanges$/]),
  ])
  for (const f of [paths.dossiers.pdf(id), paths.dossiers.donnees(id), paths.dossiers.zip(id), paths.dossiers.accuse(id)])
    await t.v.aller(f)
}
const lireLesDossiers: Pas = async t => {
  await t.v.entrer('referent-2a')
  const lus = await dossiersLies(t, paths.instruction.boite, /^\/instruction\/dossiers\/[0-9a-f-]{36}/)
  const id = lus[0] && idDe(lus[0])
  if (!id) return
  await t.v.aller(paths.instruction.dossier(id))
  await t.v.entrer('referent-2b')
  await t.v.aller(paths.instruction.dossier(id))
}
/** Complements closed, the fiche finished, before the story does it. */
const instruire: Pas = async t => {
  await t.v.entrer(t.h.parmi(AGENTS))
  const lus = await dossiersLies(t, paths.instruction.boite, /^\/instruction\/dossiers\/[0-9a-f-]{36}/)
  for (const d of t.h.melanger([...new Set(lus)]).slice(0, 4)) {
    const id = idDe(d)
    const page = paths.instruction.dossier(id)
    await faire(t, page, [/prise-en-charge$/, /\/verdicts\//])
    await faire(t, paths.instruction.complements(id), [/\/cloture$/])
    await faire(t, page, [/\/cloture$/])
    await faire(t, paths.instruction.analyse(id), [/\/analyse$/, /\/analyse\/fin$/], { avis: 'favorable' })
    if (t.h.chance(0.5)) await faire(t, page, [/\/comite$/])
  }
  for (const format of ['csv', 'xlsx', 'ods']) await t.v.aller(`${paths.instruction.boite}?format=${format}`)
}
const convoquer: Pas = async t => {
  await t.v.entrer('administrateur')
  await t.v.aller(paths.comite.seances(SLUG))
  const f = t.v.formulaire(/\/seances$/)
  const sieges = f?.champs.filter(c => c.nom.startsWith('siege-')).map((c, n) => [c.nom, c.valeur || (c.choix[n + 1] ?? '')]) ?? []
  const rangs = f?.champs.filter(c => c.nom.startsWith('rang-')).map(c => [c.nom, '']) ?? []
  const quand = { jour: '26/10/2021', heure: '14:30', lieu: 'Préfecture' }
  if (f) await t.v.remplir(f, { ...quand, ...Object.fromEntries([...sieges, ...rangs]) })
  await errer(t, paths.comite.accueil, 4)
}
const siegerEtDecider: Pas = async t => {
  for (const p of t.h.melanger([...AGENTS, 'administrateur'] as const).slice(0, 3)) {
    await t.v.entrer(p)
    for (const s of (await dossiersLies(t, paths.comite.accueil, /^\/comite\/seances\/[0-9a-f-]{36}$/)).slice(0, 2)) {
      await faire(t, s, [/\/conflits$/, /\/ouverture$/, /\/presences$/])
      for (const grille of t.h.melanger(t.v.liens(/\/dossiers\/[0-9a-f-]{36}$/)).slice(0, 2))
        await faire(t, grille, [/\/finalisation$/, /\/dossiers\//])
      const salle = await dossiersLies(t, `${s}/salle`, /\/salle\/[0-9a-f-]{36}/)
      for (const x of salle.slice(0, 2)) await faire(t, x, [/\/decision$/])
    }
  }
}
const notifier: Pas = async t => {
  const bureau = paths.administration.bureau(SLUG)
  await t.v.entrer('administrateur')
  await faire(t, bureau, [/presentation$/])
  await t.v.entrer('signataire')
  await faire(t, paths.signatures.aSigner, [/lecture$/, /signature$/])
  await t.v.entrer('administrateur')
  await faire(t, bureau, [/engagements$/, /lettres$/])
}
const suivre: Pas = async t => {
  for (const p of ['porteur-commune', 'porteur-epci']) {
    await t.v.entrer(p)
    for (const b of (await dossiersLies(t, paths.bilans.liste, /\/bilans\/[0-9a-f-]{36}/)).slice(0, 1))
      await faire(t, b, [/\/bilans\//, /\/depot$/])
  }
  await t.v.entrer('administrateur')
  await errer(t, paths.suivi.portefeuille, 5)
}
/** The second form taken up again where it was left, perhaps filed; then read by the service, with the answers to the intentions. */
const vivreDeuxTemps: Pas = async t => {
  await t.v.entrer('porteur-deux-temps')
  for (const d of (await dossiersLies(t, paths.espace, /^\/dossiers\/[0-9a-f-]{36}/)).slice(0, 1)) {
    const id = idDe(d)
    await t.v.aller(d)
    for (const etape of t.h.melanger(t.v.liens(/\/etapes\//)).slice(0, 3)) await faire(t, etape, [/\/etapes\//], { aide: '130 000' })
    for (const f of [paths.dossiers.preselection(id), paths.dossiers.accuse(id)]) await t.v.aller(f)
    if (t.h.chance(0.5)) await faire(t, paths.dossiers.depot(id), [/\/depot$/])
  }
  await t.v.entrer('instructrice-deux-temps')
  await faire(t, paths.instruction.preselection(DEUX_TEMPS), [/preselections/])
  await errer(t, paths.instruction.boite, 3)
}
const versions: Pas = async t => {
  await t.v.entrer('administrateur')
  await errer(t, paths.administration.versions(SLUG), 3)
}
const donnees: Pas = async t => {
  const { subventions, giving, laureats, appels, catalogue, accueil } = paths.donneesOuvertes
  for (const p of [accueil, subventions(), giving(), laureats(), appels(), catalogue()]) await t.v.aller(p)
}
const journal: Pas = async ({ w, fautes }) => {
  const r = await w.auGuichet(tx => verifierJournal(tx, w.guichetId))
  if (!r.ok) fautes.push(`journal: ${JSON.stringify(r)}`)
}
const promenade =
  (persona: (typeof PERSONAS)[number], pas: number): Pas =>
  async t => {
    await t.v.entrer(persona)
    for (let i = 0; i < pas; i++) await t.v.errer()
  }

const AVANT = { vivreDeuxTemps, lireLeSite, testerEligibilite, remplirVico, deposerVico, reprendreVico, versions, donnees, journal }
const PENDANT = { vivreDeuxTemps, lireLesDossiers, instruire, convoquer, siegerEtDecider, notifier, suivre, donnees, journal }

const idDe = (chemin: string) => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(chemin)![0]

export type Recit = { fautes: string[]; fait: string[]; comite: number; laureats: number; bilans: number }

/**
 * The tour of one seed, from moment to moment: some steps are left out, some are done twice, in any order; between two moments each persona walks
 * `pasParPersona` steps at random.
 */
export async function jouerTour(w: World, graine: number, pasParPersona: number): Promise<Recit> {
  const h = hasardDe(graine)
  const fautes: string[] = []
  const fait: string[] = []
  const recit: Recit = { fautes, fait, comite: 0, laureats: 0, bilans: 0 }
  const compter = async (sql: string) => Number((await w.owner.query(sql)).rows[0].n)
  const regler = async (instant: string, suite = '') => {
    fait.push(`horloge ${instant}${suite && ` ${suite}`}`)
    const r = await w.post(paths.demo.horloge, { instant, suite })
    if (r.status >= 400) fautes.push(`horloge ${instant}: ${r.status}`)
    if (suite) for (const x of await jouerSuite(w.deps)) fait.push(`laissé: ${x.quoi}`)
  }
  for (const [moment, instant] of Object.entries(MOMENTS)) {
    const choix = Object.entries(moment === 'cloture' || moment === 'releve' ? AVANT : PENDANT)
    const pas = h.melanger([...choix, ...choix]).slice(0, 2 + h.entier(5))
    const promenades = PERSONAS.map(p => [`promenade de ${p}`, promenade(p, pasParPersona)] as const)
    for (const [nom, jouer] of [...pas, ...promenades]) {
      fait.push(nom)
      const v = visiteurAuHasard(w, h, nom)
      await jouer({ w, h, v, fautes })
      fautes.push(...v.fautes)
      fait.push(...v.pas.filter(x => x.startsWith('POST')).map(x => `  ${x}`))
    }
    if (h.chance(0.2)) await regler(h.parmi(AILLEURS))
    // the comité is where the story is looked at: every other moment may be skipped
    if (moment !== 'comite' && !(moment in { resultats: 1, bilan: 1 }) && h.chance(0.3)) continue
    await regler(instant, moment === 'resultats' || moment === 'bilan' ? moment : '')
    if (moment === 'comite')
      recit.comite = await compter(`select count(*) as n from instruction where etat in ('au_comite', 'delibere', 'retenu', 'non_retenu')`)
    if (moment === 'resultats') recit.laureats = await compter(`select count(*) as n from instruction where etat = 'retenu'`)
    if (moment === 'bilan') recit.bilans = await compter(`select count(distinct dossier_id) as n from bilan`)
  }
  await journal({ w, h, v: visiteurAuHasard(w, h, ''), fautes })
  return recit
}
