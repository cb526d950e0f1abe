import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, faitDe, param } from '../../../http.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { type DecisionPrise, decisionsDe } from '../../decisions/index.ts'
import { type ActeSur, type Place, peut } from '../../decret/index.ts'
import { type EnveloppeLue, enveloppesDe } from '../../enveloppes/index.ts'
import { type AvisRendu, avisRendus, direVotes, MOTS_AVIS } from '../../instances/index.ts'
import { ouvertA } from '../acte.ts'
import { cadreDe } from '../cadre.ts'
import { devantLeComite } from '../comite.rules.ts'
import { D_OFFICE } from '../conflits/declarer.ts'
import { montantTu } from '../debat.ts'
import { moyennesVisibles } from '../notation/moyennes.ts'
import { type Avancement, avancementDe } from '../notation/notation.queries.ts'
import { direPoints, formatPoints, type Moyenne } from '../notation/notation.rules.ts'
import { quorumDeSeance } from '../pouvoirs.ts'
import { trouverSeance } from '../seance.queries.ts'
import {
  aDeclarer,
  declarationDe,
  deportesDe,
  estDeporte,
  examines,
  type Inscrit,
  type Membre,
  placesDossier,
  placesSeance,
  type Seance,
} from '../seance.ts'
import type { InscritVu } from './agenda.view.tsx'
import { type Pointage, PRESENCES } from './pointer.ts'
import { aExaminer, type Inscriptible } from './preparation.queries.ts'
import { MOTS_PRESENCE } from './presences.view.tsx'
import { SeancePage, type SeanceVue } from './seance.view.tsx'
import { siegesDe } from './sieges.ts'

const FAITS: Record<string, string> = {
  creee: 'La séance est créée. Chaque membre reçoit un courriel.',
  preparee: 'La séance est enregistrée.',
  ouverte: 'La séance est ouverte. Notez les présences.',
  inscrit: 'Le dossier est à l’ordre du jour. Chaque membre déclare ses intérêts avant de continuer.',
  reponse: 'Votre réponse est enregistrée.',
  presences: 'Les présences sont enregistrées.',
  close: 'La séance est close.',
  interets: 'Vos intérêts sont déclarés. Les dossiers sont ouverts.',
}

type Retour = { pointage?: Pointage; errors?: FieldErrors; obstacles?: readonly string[]; statut: 409 | 422 }

/** The page of a séance, fresh or with what a refused act says. */
export async function pageSeance(c: Ctx<'id'>, retour?: Retour): Promise<Response> {
  const ctx = ctxActeur(c)
  const lue = await enTransaction(ctx, async tx => {
    const [s, avancement] = await Promise.all([trouverSeance(tx, ctx, param(c, 'id')), avancementDe(tx, ctx.guichetId, param(c, 'id'))])
    if (!s) return undefined
    const ids = s.instance.avis ? s.agenda.map(d => d.id) : []
    const [enveloppes, moyennes, avis, prises] = await Promise.all([
      enveloppesDe(tx, ctx.guichetId, s.appelId, s.closeLe),
      moyennesVisibles(tx, ctx.guichetId, s, avancement),
      avisRendus(tx, ctx.guichetId, ids),
      decisionsDe(tx, ctx.guichetId, s.appelId),
    ])
    const libres = peut(placesSeance(s), 'inscrire', { seance: s.etat })
      ? await aExaminer(tx, ctx.guichetId, { appel: s.appel, appelId: s.appelId, instance: s.instance, seanceId: s.id })
      : []
    return { s, libres, prises, enveloppes, avancement, moyennes, avis: avis.filter(a => a.seanceId === s.id) }
  })
  if (!lue) return c.notFound()
  const page = (
    <SeancePage
      site={c.var.site}
      seance={vueDe(lue, retour?.pointage)}
      fait={retour ? undefined : faitDe(c, FAITS)}
      errors={retour?.errors ?? {}}
      obstacles={retour?.obstacles ?? []}
    />
  )
  return c.html(page, retour?.statut ?? 200)
}

type Lue = {
  s: Seance
  /** Dossiers that may stand on the agenda, those that do included. */
  libres: readonly Inscriptible[]
  prises: ReadonlyMap<string, DecisionPrise>
  enveloppes: readonly EnveloppeLue[]
  avancement: readonly Avancement[]
  moyennes: ReadonlyMap<string, Moyenne>
  /** What the body said in this séance, where it gives opinions. */
  avis: readonly AvisRendu[]
}
function vueDe({ s, libres, prises, enveloppes, avancement, moyennes, avis }: Lue, pointage?: Pointage): SeanceVue {
  const places = placesSeance(s)
  const peutIci = (acte: ActeSur<'seance'>) => ouvertA(s, acte) && peut(places, acte, { seance: s.etat })
  const sieges = siegesDe(s.instance)
  const siegeDe = (m: Membre) => sieges[m.siege]?.libelle ?? ''
  const somme = (cle: 'montant' | 'reste') => enveloppes.reduce((t, e) => t + e[cle], 0)
  return {
    cadre: cadreDe(s),
    quorum: quorumDeSeance(s, new Set()),
    membres: s.membres.map(m => ({
      nom: m.nom,
      siege: siegeDe(m),
      preside: m.id === s.presidentId,
      presence: [m.presence ? MOTS_PRESENCE[m.presence] : s.etat === 'preparee' ? direReponse(m) : 'Non notée', ...pouvoirDit(s, m)].join(
        ', ',
      ),
      interets: interetsDe(s, m),
    })),
    vacants: sieges.filter(x => !s.membres.some(m => m.siege === x.rang)).map(x => x.libelle),
    agenda: s.instance.avis
      ? s.agenda.map(d =>
          aviseVu(
            s,
            d,
            avis.find(a => a.dossierId === d.id),
          ),
        )
      : s.agenda.map(d => inscritVu(s, d, avancement, moyennes.get(d.id))),
    notation: s.moi && peutIci('noter') ? aNoter(s, avancement) : undefined,
    montants:
      peutIci('lire') && !s.instance.avis
        ? {
            // a total with what is asked where the reader is in conflict would tell it
            demande: examines(s).reduce((t, d) => t + (peut(placesDossier(s, d.id), 'lire', { seance: s.etat }) ? (d.aide ?? 0) : 0), 0),
            enveloppe: somme('montant'),
            reste: somme('reste') + montantTu(s, prises),
          }
        : undefined,
    interets: s.moi && peutIci('declarer') ? { reste: aDeclarer(s, s.moi).length } : undefined,
    inscriptibles: libres
      .filter(d => !s.agenda.some(x => x.id === d.id))
      .map(d => ({ id: d.id, nom: `${d.numero}, ${d.porteur}\u00a0: ${d.titre || 'sans titre'}` })),
    convocation: s.moi && peutIci('repondre') && s.moi.presence === null ? { reponse: s.moi.reponse } : undefined,
    conflits: s.administrateur ? conflitsDe(s) : undefined,
    actes: {
      preparer: peutIci('preparer'),
      ouvrir: peutIci('ouvrir'),
      clore: peutIci('clore'),
      deliberer: peutIci('deliberer'),
      relire: peutIci('relire'),
      scenarios: peutIci('lire_scenarios'),
    },
    presences: peutIci('pointer')
      ? {
          id: s.id,
          membres: s.membres.map(m => ({
            id: m.id,
            nom: m.nom,
            siege: siegeDe(m),
            presence: pointage ? (pointage.presences[m.id] ?? null) : (PRESENCES.find(p => p === m.presence) ?? null),
            supplee: pointage ? (pointage.suppleants?.includes(m.id) ?? m.supplee) : m.supplee,
            propose: pointage ? undefined : proposeDe(m),
            interets: interetsDe(s, m),
            pouvoirA: (pointage ? pointage.pouvoirs[m.id] : m.pouvoirA) ?? '',
          })),
          pouvoirs: s.instance.pouvoirs,
          auQuorum: s.instance.pouvoirsAuQuorum,
          president: pointage ? pointage.president : s.presidentId,
        }
      : undefined,
  }
}

/** A dossier of the agenda: its page opens to whoever may read it. */
function inscritVu(s: Seance, d: Inscrit, avancement: readonly Avancement[], moyenne: Moyenne | undefined): InscritVu {
  const places = placesDossier(s, d.id)
  const lisible = devantLeComite(d.etat) && peut(places, 'lire', { seance: s.etat })
  const mien = avancement.find(a => a.membreId === s.moi?.id && a.dossierId === d.id)
  const comptent = s.membres.filter(m => !estDeporte(s, m, d.id))
  const finalises = comptent.filter(m => avancement.some(a => a.membreId === m.id && a.dossierId === d.id && a.finalisee)).length
  const etat = !mien ? 'À noter' : !mien.finalisee ? 'Commencée' : mien.depotId === d.depotId ? 'Finalisée' : 'À relire'
  return {
    id: d.id,
    rang: d.rang,
    numero: d.numero,
    titre: d.titre,
    porteur: d.porteur,
    href: lisible ? paths.comite.grille(s.id, d.id) : undefined,
    maNote: lisible && s.moi ? etat : undefined,
    finalises: lisible ? `${finalises} sur ${comptent.length}` : undefined,
    moyenne: moyenne && `${formatPoints(moyenne.centiemes)} sur ${direPoints(moyenne.sur)}`,
    avis: undefined,
    remarque: remarqueDe(d, places),
  }
}

/** A dossier on the agenda of a body that gives an opinion: what it said, for whoever may read it. */
function aviseVu(s: Seance, d: Inscrit, avis: AvisRendu | undefined): InscritVu {
  const places = placesDossier(s, d.id)
  const lisible = devantLeComite(d.etat) && peut(places, 'lire', { seance: s.etat })
  const dit = avis && [MOTS_AVIS[avis.sens], direVotes(avis)].filter(Boolean).join('\u00a0: ')
  return {
    ...{ id: d.id, rang: d.rang, numero: d.numero, titre: d.titre, porteur: d.porteur },
    ...{ maNote: undefined, finalises: undefined, moyenne: undefined },
    href: lisible ? paths.comite.lecture(s.id, d.id) : undefined,
    avis: lisible ? (dit ?? 'À venir') : undefined,
    remarque: remarqueDe(d, places),
  }
}

const remarqueDe = (d: Inscrit, places: readonly Place[]) =>
  !devantLeComite(d.etat) ? 'N’est plus devant le comité' : places.includes('deporte') ? 'Vous êtes déporté' : undefined

/** « pouvoir à … », for an absent member who gave one. */
const pouvoirDit = (s: Seance, m: Membre) => s.membres.filter(x => x.id === m.pouvoirA).map(x => `pouvoir à ${x.nom}`)

/** How many a member has still to finalise, and the first of them. */
function aNoter(s: Seance, avancement: readonly Avancement[]) {
  const restent = examines(s).filter(
    d =>
      peut(placesDossier(s, d.id), 'noter', { seance: s.etat }) &&
      !avancement.some(a => a.membreId === s.moi?.id && a.dossierId === d.id && a.finalisee && a.depotId === d.depotId),
  )
  const [premier] = restent
  return { reste: restent.length, href: premier && paths.comite.grille(s.id, premier.id) }
}

const conflitsDe = (s: Seance) =>
  examines(s).flatMap(d =>
    deportesDe(s, d.id).map(m => ({
      membre: m.nom,
      projet: d.titre || d.numero,
      porteur: d.porteur,
      lien: declarationDe(s, m.id, d.id)?.motif || D_OFFICE,
    })),
  )

const direReponse = ({ reponse: r }: Membre) => (r === null ? 'Sans réponse' : r === 'vient' ? 'Viendra' : 'Ne viendra pas')

/** What attendance proposes before it is taken: what was answered to the invitation. */
const proposeDe = (m: Membre) =>
  m.presence !== null || m.reponse === null ? undefined : m.reponse === 'vient' ? ('present' as const) : ('excuse' as const)

/** Where a member is with their declarations, in words. */
function interetsDe(s: Seance, m: Membre): string {
  const reste = aDeclarer(s, m).length
  if (reste > 0) return `${reste}\u00a0dossier${reste > 1 ? 's' : ''} à déclarer`
  const n = examines(s).filter(d => estDeporte(s, m, d.id)).length
  return n === 0 ? 'Aucun conflit' : `${n}\u00a0conflit${n > 1 ? 's' : ''}`
}
