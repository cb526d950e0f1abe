import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { dateCivile } from '../../../lib/dates.ts'
import type { Option } from '../../../ui/champs.tsx'
import { appelsPublies } from '../../appels/index.ts'
import type { Appel } from '../../cahier/index.ts'
import { TERRITOIRE } from '../../instruction/index.ts'
import { lecteurDesChiffres, ouvreAppel } from '../../perimetre/index.ts'
import { alertesDe, bilansALire } from './alertes.rules.ts'
import { indicateursDe, livreDe, mouvementsDe, nomsDepartements, nouveautesDe, rappelsDe } from './annexes.queries.ts'
import {
  argentDe,
  enRetard,
  finsDe,
  glissementsDe,
  type LaureatSuivi,
  lignesAu,
  ouvert,
  periodeAu,
  previsionDe,
  prevuAu,
} from './chiffres.rules.ts'
import { arretesDe, type Demande, type Ensemble, ensembleNomme, ensemblesDe } from './choix.ts'
import { destinationsAu } from './destinations.rules.ts'
import { doutesALire } from './doutes.queries.ts'
import type { Perimetre } from './perimetre.queries.ts'
import { lireLaureatsSuivis, type Natures, naturesDe } from './portefeuille.queries.ts'

/** What is looked at, once the address is read: whose lauréats, and how to read their orders. */
export type Vise = {
  perimetre: Perimetre
  natures: Natures
  ensemble: Ensemble
  ensembles: readonly Ensemble[]
  departement: string | undefined
  /** The address names another, which is none of them. */
  departementInconnu: boolean
  departements: readonly Option[]
  /** Whether the reader opens dossiers: otherwise figures alone, nothing nominative. */
  instruit: boolean
  /** Whether nothing of the calls is hidden from the reader: the envelope is then theirs to read. */
  entier: boolean
}

/** Reads the address for whoever asks; nothing when no call is published, or when the one that it names is not. */
async function viser(tx: Tx, ctx: ContexteActeur, d: Demande): Promise<Vise | undefined> {
  const [lecteur, publies, natures] = await Promise.all([
    lecteurDesChiffres(tx, ctx),
    appelsPublies(tx, ctx.guichetId),
    naturesDe(tx, ctx.guichetId),
  ])
  const ensembles = ensemblesDe(publies.filter(a => ouvreAppel(lecteur.perimetres, a.appelId)))
  const ensemble = d.perimetre ? ensembleNomme(ensembles, d.perimetre) : ensembles[0]
  if (!ensemble) return undefined
  const noms = new Map(ensemble.appels.flatMap(a => a.appel.territoire.departements.map(x => [x.code, x.nom])))
  const departements = [...noms].map(([value, label]) => ({ value, label }))
  const lus = departements.filter(x => lecteur.perimetres.some(p => !p.departements || p.departements.includes(x.value)))
  const options = [...lus, { value: TERRITOIRE, label: 'Porteurs de tout le territoire' }]
  const departement = options.find(x => x.value === d.departement)?.value
  const perimetre = { lecteur, appels: ensemble.appels.map(a => a.appelId), departement }
  return {
    perimetre,
    natures,
    ensemble,
    ensembles,
    departement,
    departementInconnu: d.departement !== '' && departement === undefined,
    departements: options,
    instruit: lecteur.instruit,
    entier:
      departement === undefined &&
      perimetre.appels.every(a => lecteur.perimetres.some(p => ouvreAppel([p], a) && !p.departements && !p.volets)),
  }
}

/** Last day of the period after this one, by the shortest cadence that is looked at. */
function finSuivante(fin: string, mois: number): string {
  return Temporal.PlainDate.from(fin).add({ days: 1 }).add({ months: mois }).subtract({ days: 1 }).toString()
}

/** The portfolio of an address: a constant number of readings, in three exchanges, whatever the number of lauréats. `territoire`: départements of the guichet. */
export async function lirePortefeuille(tx: Tx, ctx: ContexteActeur, d: Demande, territoire: readonly string[]) {
  const [vise, departements] = await Promise.all([viser(tx, ctx, d), nomsDepartements(tx)])
  if (!vise) return undefined
  const { perimetre: p, natures, ensemble } = vise
  const aujourdhui = dateCivile(ctx.instant)
  const limites = new Map(ensemble.appels.map(a => [a.appelId, limiteDesProjets(a.appel)?.date]))
  const [{ laureats: tous, destinations }, livre, mouvements, rappels, nouveautes, doutes] = await Promise.all([
    lireLaureatsSuivis(tx, p, natures, limites),
    vise.entier ? livreDe(tx, ctx.guichetId, p.appels) : undefined,
    vise.entier ? mouvementsDe(tx, ctx.guichetId, p.appels) : [],
    rappelsDe(tx, p, aujourdhui),
    nouveautesDe(tx, p),
    doutesALire(tx, p),
  ])
  const fins = finsDe(tous, aujourdhui)
  const { au, options } = arretesDe(fins, ctx.instant, d.au)
  const vus = tous.filter(l => l.accorde > 0 || l.ordonne > 0 || l.verse !== 0)
  const argent = argentDe(tous, au, livre)
  const aLire = bilansALire(tous)
  const cadence = Math.min(...ensemble.appels.map(a => a.appel.suivi.cadence_mois))
  const alertes = alertesDe({ laureats: tous, aujourdhui, au, rappels, doutes, reste: livre && argent.reste })
  return {
    ...vise,
    instant: ctx.instant,
    aujourdhui,
    demande: { ...d, departement: vise.departement ?? '' },
    au,
    arretes: options,
    cadence,
    limite: limiteDesProjets(ensemble.appels[0]!.appel),
    laureats: vus,
    argent,
    livre,
    mouvements,
    alertes,
    periodes: fins.filter(f => f <= au).map(f => periodeAu(tous, f)),
    prevision: vus.some(ouvert) && fins.includes(au) ? previsionDe(tous, finSuivante(au, cadence)) : undefined,
    sansPlan: vus.filter(l => prevuAu(l, au) === null).length,
    retards: retardsDe(tous, aujourdhui).map(r => ({ ...r, rappels: rappels.get(r.b.id) ?? [] })),
    aLire,
    nouveautes,
    glissements: glissementsDe(tous),
    indicateurs: await indicateursDe(tx, p, au),
    destinations: destinationsAu(destinations, au, departements, territoire),
    lignes: lignesAu(vus, au),
  }
}
export type Portefeuille = NonNullable<Awaited<ReturnType<typeof lirePortefeuille>>>

/** Bilans owed and late, the longest first. */
const retardsDe = (ls: readonly LaureatSuivi[], aujourdhui: string) =>
  ls
    .filter(ouvert)
    .flatMap(l => l.bilans.filter(b => enRetard(b, aujourdhui)).map(b => ({ l, b })))
    .sort((x, y) => x.b.echeance.localeCompare(y.b.echeance) || x.l.porteur.localeCompare(y.l.porteur, 'fr'))

/** The last day that the call gives to its projects, when it names one. */
const limiteDesProjets = (appel: Appel) => {
  const { date, clauses } = appel.calendrier.jalons.find(j => j.limite) ?? {}
  return date === undefined ? undefined : { date, clauses: clauses ?? [] }
}
