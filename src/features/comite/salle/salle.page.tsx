import { aRole, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, param } from '../../../http.ts'
import { formatEuros, formatTaux, saisieEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { avisDuDossier, ligneDeFiche } from '../../avis/index.ts'
import { phraseDecision } from '../../decider/index.ts'
import {
  accorde,
  type DecisionPrise,
  decisionsDe,
  type ErreursDecision,
  plafondDe,
  plafondsDe,
  resteDe,
  type SaisieDecision,
  sourcesPour,
} from '../../decisions/index.ts'
import { peut } from '../../decret/index.ts'
import { enveloppesDe } from '../../enveloppes/index.ts'
import { consultationsDe, direConsultation } from '../../instances/index.ts'
import { prioritesPourLaCommission } from '../../ordre/index.ts'
import { calculEnMots } from '../../verdicts/index.ts'
import { seancePour } from '../acte.ts'
import { cadreDe } from '../cadre.ts'
import { quorumDe } from '../comite.rules.ts'
import { estampilleDe } from '../estampille.queries.ts'
import { lireNotation } from '../notation/lire-notation.ts'
import { ecartsVue } from '../notation/notation.donnees.ts'
import { grilleDe, grillesFinalisees } from '../notation/notation.queries.ts'
import { repondreRefus } from '../reponses.tsx'
import { MOTS_PRESENCE } from '../seance/presences.view.tsx'
import { siegesDe } from '../seance/sieges.ts'
import { deportesDe, examines, type Inscrit, placesDossier, type Seance, sansVoix } from '../seance.ts'
import type { LigneAgenda } from './agenda.view.tsx'
import type { DecisionVue } from './decision.view.tsx'
import type { DossierSalle } from './dossier.view.tsx'
import { type FicheSalle, ficheDe } from './salle.queries.ts'
import { SallePage, type SalleVue } from './salle.view.tsx'
import { scenariosDuDossier } from './scenarios-salle.ts'

/** What a refused decision says, and what was typed. */
type Retour = { saisie?: SaisieDecision; errors?: ErreursDecision; avis?: string; perdu?: readonly string[]; statut: 409 | 422 }

/** The room, on the dossier asked for; without one, on the first that is not decided. */
export async function pageSalle(c: Ctx<'id'>, retour?: Retour): Promise<Response> {
  const ctx = ctxActeur(c)
  const demande = c.req.param('dossier')
  const r = await enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'deliberer', param(c, 'id'), { verrou: false })
    if (!lue.ok) return { refus: lue.error }
    const s = lue.value
    const prises = await decisionsDe(tx, ctx.guichetId, s.appelId)
    const courant = demande ? examines(s).find(d => d.id === demande) : examines(s).find(d => !prises.has(d.id))
    if (demande && !courant) return { refus: { motif: 'introuvable' as const } }
    const enveloppes = await enveloppesDe(tx, ctx.guichetId, s.appelId)
    const somme = (cle: 'reste' | 'montant' | 'reserve') => enveloppes.reduce((t, e) => t + e[cle], 0)
    // the money of a call is moved by its administrators
    const mouvements = aRole(ctx.acteur, 'administrateur') ? paths.administration.enveloppes(s.appel.slug) : undefined
    const lecture = { s, prises, courant, mouvements, reste: somme('reste'), montant: somme('montant'), reserve: somme('reserve') }
    return { salle: await salleDe(tx, ctx.guichetId, lecture, retour?.saisie) }
  })
  if (!r.salle) return repondreRefus(c, r.refus!)
  return c.html(
    <SallePage site={c.var.site} salle={r.salle} errors={retour?.errors ?? {}} avis={retour?.avis} perdu={retour?.perdu ?? []} />,
    retour?.statut ?? 200,
  )
}

type Lecture = {
  s: Seance
  prises: ReadonlyMap<string, DecisionPrise>
  courant: Inscrit | undefined
  reste: number
  montant: number
  reserve: number
  mouvements: string | undefined
}
const peutLire = (s: Seance, d: Inscrit) => peut(placesDossier(s, d.id), 'lire', { seance: s.etat })

async function salleDe(tx: Tx, guichetId: string, l: Lecture, saisie?: SaisieDecision): Promise<SalleVue> {
  const { s, prises, courant } = l
  const dossiers = examines(s)
  const decides = dossiers.filter(d => prises.has(d.id))
  const suite = dossiers.filter(d => !prises.has(d.id) && d.id !== courant?.id)
  const deportes = new Set(courant ? deportesDe(s, courant.id).map(m => m.id) : [])
  const sans = courant ? sansVoix(s, courant.id) : new Set<string>()
  const sieges = siegesDe(s.instance)
  const recentes = decides.filter(d => peutLire(s, d)).sort((a, b) => prises.get(b.id)!.le.getTime() - prises.get(a.id)!.le.getTime())
  const derniere = recentes[0]
  return {
    cadre: cadreDe(s),
    estampille: await estampilleDe(tx, guichetId, s.id),
    enveloppe: {
      montant: l.montant,
      reserve: l.reserve,
      accordes: partsDe(
        s,
        [...prises.values()].filter(p => accorde(p.sens)),
      ),
      reste: l.reste,
      aSuivre: { nombre: suite.length, demande: suite.reduce((t, d) => t + (d.aide ?? 0), 0) },
      decides: decides.length,
      total: dossiers.length,
    },
    derniere: derniere && {
      le: prises.get(derniere.id)!.le,
      phrase: `${derniere.porteur}\u00a0: ${phraseDecision(prises.get(derniere.id)!)}.`,
    },
    quorum: quorumDe(s.membres, sans, s.quorum),
    membres: s.membres.map(m => ({
      nom: m.nom,
      siege: `${sieges[m.siege]?.libelle ?? ''}${m.id === s.presidentId ? ', préside' : ''}`,
      mot: deportes.has(m.id)
        ? 'déporté de ce dossier'
        : m.presence === 'present' && sans.has(m.id)
          ? 'présent, intérêts non déclarés'
          : m.presence
            ? MOTS_PRESENCE[m.presence].toLowerCase()
            : 'présence non notée',
      compte: m.presence === 'present' && !sans.has(m.id),
    })),
    dossier:
      courant && (peutLire(s, courant) ? await dossierSalle(tx, guichetId, l, courant, saisie) : { deporte: true, rang: courant.rang }),
    agenda: dossiers.map(d => ligneAgenda(s, d, prises.get(d.id), d.id === courant?.id)),
  }
}

/** What each decision takes; one part for all of them to whoever is in conflict on one: its length would say its amount. */
function partsDe(s: Seance, prises: readonly DecisionPrise[]) {
  const lisibles = prises.every(p => !placesDossier(s, p.dossierId).includes('deporte'))
  return lisibles ? prises.map(p => p.montant) : [prises.reduce((t, p) => t + p.montant, 0)]
}

function ligneAgenda(s: Seance, d: Inscrit, prise: DecisionPrise | undefined, courant: boolean): LigneAgenda {
  const lisible = peutLire(s, d)
  return {
    id: d.id,
    rang: d.rang,
    porteur: d.porteur,
    declaree: d.declaree,
    titre: d.titre,
    demande: d.aide,
    decision: prise && { sens: prise.sens, montant: lisible ? prise.montant : 0, rang: lisible ? prise.rang : null },
    courant,
    deporte: !lisible,
  }
}

async function dossierSalle(tx: Tx, guichetId: string, l: Lecture, d: Inscrit, saisie?: SaisieDecision): Promise<DossierSalle> {
  const { s, prises } = l
  const fiche = await ficheDe(tx, guichetId, s.id, d.id)
  const volet = s.appel.volets.find(v => v.code === d.volet)
  const departement = s.appel.territoire.departements.find(x => x.code === d.departement)?.nom ?? 'Tout le territoire'
  const prise = prises.get(d.id)
  const avis = (await consultationsDe(tx, guichetId, s.appel, d.id)).map(direConsultation)
  return {
    id: d.id,
    rang: d.rang,
    total: examines(s).length,
    numero: d.numero,
    version: d.version,
    lieu: [departement, ...(volet ? [`volet\u00a0${volet.numero}`] : [])].join(' · '),
    titre: d.titre,
    porteur: d.porteur,
    declaree: d.declaree,
    avec: fiche.partenaires,
    priorite: (await prioritesPourLaCommission(tx, guichetId, s.appel, [d.id])).get(d.id) ?? [],
    avis: [...avis, ...(await avisDuDossier(tx, guichetId, d.id)).map(ligneDeFiche)],
    chiffres: chiffresDe(d, fiche),
    pointsForts: fiche.pointsForts,
    reserves: fiche.reserves,
    ...(await notesSalle(tx, guichetId, s, d)),
    scenarios: await scenariosDuDossier(tx, guichetId, s, d.id),
    dejaDecide: prise && `Déjà décidé\u00a0: ${phraseDecision(prise)}. Une nouvelle décision la remplace.`,
    decision: peut(placesDossier(s, d.id), 'decider', { seance: s.etat })
      ? { ...(await decisionVue(tx, guichetId, l, d, fiche, saisie)), avis }
      : undefined,
  }
}

/** Scores stay blind here too: a member sees the others' once their own are finalised. */
async function notesSalle(tx: Tx, guichetId: string, s: Seance, d: Inscrit): Promise<Pick<DossierSalle, 'ecarts' | 'aNoter'>> {
  const mienne = s.moi && (await grilleDe(tx, guichetId, s.moi.id, d.id))
  const aNoter = peut(placesDossier(s, d.id), 'noter', { seance: s.etat }) && !mienne?.finaliseeLe
  if (!peut(placesDossier(s, d.id), 'comparer', { seance: s.etat }) || (s.moi && !mienne?.finaliseeLe)) return { ecarts: undefined, aNoter }
  const { criteres } = await lireNotation(tx, guichetId, s, d)
  return { ecarts: ecartsVue(s, d, criteres, await grillesFinalisees(tx, guichetId, s.id, [d.id])), aNoter }
}

function chiffresDe(d: Inscrit, f: FicheSalle) {
  const note = f.calcul ? calculEnMots(f.calcul) : d.aide !== null && d.cout ? `${formatTaux(d.aide / d.cout)} du coût` : undefined
  return [
    ...(d.cout === null && f.calcul ? [] : [{ terme: 'Coût global', valeur: d.cout === null ? 'non chiffré' : formatEuros(d.cout) }]),
    ...(f.base === null ? [] : [{ terme: 'Base éligible', valeur: formatEuros(f.base) }]),
    { terme: f.calcul ? 'Aide calculée' : 'Aide demandée', valeur: d.aide === null ? 'non chiffrée' : formatEuros(d.aide), note },
    ...(f.montant === null ? [] : [{ terme: 'Proposé', valeur: formatEuros(f.montant), note: 'par l’instruction' }]),
    ...(f.minimale === null ? [] : [{ terme: 'Plancher accepté', valeur: formatEuros(f.minimale) }]),
  ]
}

async function decisionVue(
  tx: Tx,
  guichetId: string,
  l: Lecture,
  d: Inscrit,
  f: FicheSalle,
  saisie?: SaisieDecision,
): Promise<Omit<DecisionVue, 'avis'>> {
  const prise = l.prises.get(d.id)
  const plafonds = await plafondsDe(tx, guichetId, d.id)
  const plafond = plafondDe(plafonds)
  const sources = await sourcesPour(tx, guichetId, d.id)
  const suivant = examines(l.s).find(x => x.id !== d.id && !l.prises.has(x.id))
  const montant = prise && accorde(prise.sens) ? prise.montant : f.montant || plafond
  return {
    saisie: saisie ?? {
      sens: prise?.sens ?? '',
      montant: saisieEuros(montant),
      rang: prise?.rang ? String(prise.rang) : '',
      motif: prise?.motif ?? '',
      conditions: prise?.conditions ?? '',
      conclusion: f.conclusion,
    },
    vue: prise?.id ?? '',
    plafond,
    base: plafonds.base,
    minimale: f.minimale,
    reste: resteDe(sources),
    sources,
    mouvements: l.mouvements,
    proposition: f.montant,
    suivant: suivant?.porteur,
  }
}
