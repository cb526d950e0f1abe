import { aRole, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, param } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { phraseDecision } from '../../decider/index.ts'
import { accorde, type DecisionPrise, decisionsDe, type ErreursDecision, type SaisieDecision } from '../../decisions/index.ts'
import { peut } from '../../decret/index.ts'
import { enveloppesDe } from '../../enveloppes/index.ts'
import { seancePour } from '../acte.ts'
import { cadreDe } from '../cadre.ts'
import { decidable, quorumDe } from '../comite.rules.ts'
import { estampilleDe } from '../estampille.queries.ts'
import { repondreRefus } from '../reponses.tsx'
import { MOTS_PRESENCE } from '../seance/presences.view.tsx'
import { siegesDe } from '../seance/sieges.ts'
import { deportesDe, examines, type Inscrit, placesDossier, type Seance, sansVoix } from '../seance.ts'
import type { LigneAgenda } from './agenda.view.tsx'
import { dossierSalle, type Lecture } from './lire-dossier.ts'
import { decisionsTues, enDebat, montantTu } from './salle.rules.ts'
import { SallePage, type SalleVue } from './salle.view.tsx'

/** What a refused decision says, and what was typed. */
type Retour = { saisie?: SaisieDecision; errors?: ErreursDecision; avis?: string; perdu?: readonly string[]; statut: 409 | 422 }

/** The room, on the dossier asked for; without one, on the one in debate. */
export async function pageSalle(c: Ctx<'id'>, retour?: Retour): Promise<Response> {
  const ctx = ctxActeur(c)
  const demande = c.req.param('dossier')
  const r = await enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'deliberer', param(c, 'id'), { verrou: false })
    if (!lue.ok) return { refus: lue.error }
    const s = lue.value
    const prises = await decisionsDe(tx, ctx.guichetId, s.appelId)
    const debat = enDebat(s, prises)
    const lu = demande ? examines(s).find(d => d.id === demande) : debat
    if (demande && !lu) return { refus: { motif: 'introuvable' as const } }
    const enveloppes = await enveloppesDe(tx, ctx.guichetId, s.appelId)
    const somme = (cle: 'reste' | 'montant' | 'reserve') => enveloppes.reduce((t, e) => t + e[cle], 0)
    // the money of a call is moved by its administrators
    const mouvements = aRole(ctx.acteur, 'administrateur') ? paths.administration.enveloppes(s.appel.slug) : undefined
    const lecture = {
      s,
      prises,
      debat,
      lu,
      decide: !!retour || lu?.id === debat?.id,
      mouvements,
      reste: somme('reste'),
      montant: somme('montant'),
      reserve: somme('reserve'),
    }
    return { salle: await salleDe(tx, ctx.guichetId, lecture, retour?.saisie) }
  })
  if (!r.salle) return repondreRefus(c, r.refus!)
  return c.html(
    <SallePage site={c.var.site} salle={r.salle} errors={retour?.errors ?? {}} avis={retour?.avis} perdu={retour?.perdu ?? []} />,
    retour?.statut ?? 200,
  )
}

const peutLire = (s: Seance, d: Inscrit) => peut(placesDossier(s, d.id), 'lire', { seance: s.etat })
const conduit = (s: Seance, d: Inscrit) => peut(placesDossier(s, d.id), 'conduire', { seance: s.etat })

async function salleDe(tx: Tx, guichetId: string, l: Lecture, saisie?: SaisieDecision): Promise<SalleVue> {
  const { s, prises, debat, lu } = l
  const tues = decisionsTues(s, prises)
  const dossiers = examines(s)
  const decides = dossiers.filter(d => prises.has(d.id))
  const suite = dossiers.filter(d => !prises.has(d.id) && d.id !== debat?.id)
  const deportes = new Set(lu ? deportesDe(s, lu.id).map(m => m.id) : [])
  const sans = lu ? sansVoix(s, lu.id) : new Set<string>()
  const sieges = siegesDe(s.instance)
  const recentes = decides.filter(d => peutLire(s, d)).sort((a, b) => prises.get(b.id)!.le.getTime() - prises.get(a.id)!.le.getTime())
  const derniere = recentes[0]
  return {
    cadre: cadreDe(s),
    estampille: await estampilleDe(tx, guichetId, s.id),
    enveloppe: {
      tues: tues.length,
      montant: l.montant,
      reserve: l.reserve,
      accordes: partsDe(
        s,
        [...prises.values()].filter(p => accorde(p.sens) && !tues.includes(p)),
      ),
      reste: l.reste + montantTu(s, prises),
      aSuivre: { nombre: suite.length, demande: suite.reduce((t, d) => t + (d.aide ?? 0), 0) },
      decides: decides.length,
      total: dossiers.length,
    },
    debat: debat && {
      id: debat.id,
      rang: debat.rang,
      porteur: debat.porteur,
      le: s.enDebat?.dossierId === debat.id ? s.enDebat.le : undefined,
    },
    ailleurs: lu && lu.id !== debat?.id ? { id: lu.id, rang: lu.rang, conduit: conduit(s, lu) } : undefined,
    derniere: derniere && {
      reprendre: debat?.id !== derniere.id && decidable(derniere.etat) && conduit(s, derniere) ? derniere.id : undefined,
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
    dossier: lu && (peutLire(s, lu) ? await dossierSalle(tx, guichetId, l, lu, saisie) : { deporte: true, rang: lu.rang }),
    agenda: dossiers.map(d => ({ ...ligneAgenda(s, d, prises.get(d.id)), courant: d.id === debat?.id, lu: d.id === lu?.id })),
  }
}

/** What each decision takes; one part for all of them to whoever is in conflict on one: its length would say its amount. */
function partsDe(s: Seance, prises: readonly DecisionPrise[]) {
  const lisibles = prises.every(p => !placesDossier(s, p.dossierId).includes('deporte'))
  return lisibles ? prises.map(p => p.montant) : [prises.reduce((t, p) => t + p.montant, 0)]
}

function ligneAgenda(s: Seance, d: Inscrit, prise: DecisionPrise | undefined): Omit<LigneAgenda, 'courant' | 'lu'> {
  const lisible = peutLire(s, d)
  return {
    id: d.id,
    rang: d.rang,
    porteur: d.porteur,
    declaree: d.declaree,
    titre: d.titre,
    demande: d.aide,
    decision: prise && { sens: prise.sens, montant: lisible ? prise.montant : 0, rang: lisible ? prise.rang : null },
    deporte: !lisible,
  }
}
