import { enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, param } from '../../../http.ts'
import { formatEuros, formatTaux } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { peut } from '../../decret/index.ts'
import { type AvisRendu, avisRendus, type ErreursAvis, montantsProposes, type SaisieAvis } from '../../instances/index.ts'
import { prioritesPourLaCommission } from '../../ordre/index.ts'
import { seancePour } from '../acte.ts'
import { cadreDe } from '../cadre.ts'
import { estampilleDe } from '../estampille.queries.ts'
import { pouvoirsDe, quorumDeSeance, votantsDe } from '../pouvoirs.ts'
import { repondreRefus } from '../reponses.tsx'
import { deportesDe, examines, type Inscrit, placesDossier, type Seance, sansVoix } from '../seance.ts'
import { SeanceAvisPage, type SeanceAvisVue } from './avis.view.tsx'
import { horsAvisDe } from './hors-avis.queries.ts'
import { attendAvis } from './rendre-avis.ts'

/** What a refused opinion says, and what was typed. */
export type RetourAvis = { saisie?: SaisieAvis; errors?: ErreursAvis; avis?: string; perdu?: string; statut: 409 | 422 }

/** The séance of a body that gives opinions, on the dossier asked for; without one, on the first of which it has said nothing. */
export async function pageAvis(c: Ctx<'id'>, retour?: RetourAvis): Promise<Response> {
  const ctx = ctxActeur(c)
  const demande = c.req.param('dossier')
  const r = await enTransaction(ctx, async tx => {
    const estampille = await estampilleDe(tx, ctx.guichetId, param(c, 'id'))
    const lue = await seancePour(tx, ctx, 'deliberer', param(c, 'id'), { verrou: false })
    if (!lue.ok) return { refus: lue.error }
    const s = lue.value
    const dossiers = examines(s)
    const ids = dossiers.map(d => d.id)
    const rendus = (await avisRendus(tx, ctx.guichetId, ids)).filter(a => a.seanceId === s.id)
    const dits = new Map(rendus.map(a => [a.dossierId, a]))
    const courant = demande ? dossiers.find(d => d.id === demande) : dossiers.find(d => !dits.has(d.id))
    if (demande && !courant) return { refus: { motif: 'introuvable' as const } }
    // a closed séance shows what it judged, whatever an amendment asks since
    const juges = s.etat === 'close' ? rendus.map(a => [a.dossierId, a.montant] as const) : []
    const proposes = new Map([...(await montantsProposes(tx, ctx.guichetId, ids)), ...juges])
    const vue = await vueDe(tx, ctx.guichetId, { s, dits, courant, proposes }, retour?.saisie)
    return { vue: { ...vue, estampille, horsAvis: await horsAvisDe(tx, ctx, s) } }
  })
  if (!r.vue) return repondreRefus(c, r.refus!)
  const { errors = {}, avis, perdu, statut = 200 } = retour ?? {}
  return c.html(<SeanceAvisPage site={c.var.site} vue={r.vue} errors={errors} avis={avis} perdu={perdu} />, statut)
}

type Lu = {
  s: Seance
  dits: ReadonlyMap<string, AvisRendu>
  courant: Inscrit | undefined
  /** Cents. */
  proposes: ReadonlyMap<string, number>
}
const lisible = (s: Seance, d: Inscrit) => peut(placesDossier(s, d.id), 'lire', { seance: s.etat })

async function vueDe(tx: Tx, guichetId: string, lu: Lu, saisie?: SaisieAvis): Promise<Omit<SeanceAvisVue, 'horsAvis' | 'estampille'>> {
  const { s, dits, courant, proposes } = lu
  const dossiers = examines(s)
  return {
    cadre: cadreDe(s),
    texte: s.instance.texte,
    presents: s.membres.filter(m => m.presence === 'present').length,
    pouvoirs: pouvoirsDe(s, new Set()).length,
    membres: s.membres.length,
    quorum: quorumDeSeance(s, new Set()),
    rendus: dits.size,
    agenda: dossiers.map(d => {
      const rendu = lisible(s, d) ? dits.get(d.id) : undefined
      return {
        ...{ id: d.id, numero: d.numero, titre: d.titre, porteur: d.porteur },
        propose: lisible(s, d) ? (proposes.get(d.id) ?? 0) : undefined,
        rendu,
        courant: d.id === courant?.id,
        deporte: !lisible(s, d),
      }
    }),
    dossier: courant && (lisible(s, courant) ? await dossierDe(tx, guichetId, lu, courant, saisie) : { deporte: true, rang: courant.rang }),
    procesVerbal: s.etat === 'close' ? paths.comite.procesVerbal(s.id) : undefined,
  }
}

async function dossierDe(tx: Tx, guichetId: string, { s, dits, proposes }: Lu, d: Inscrit, saisie?: SaisieAvis) {
  const rendu = dits.get(d.id)
  const propose = proposes.get(d.id) ?? 0
  const dossiers = examines(s)
  const deports = deportesDe(s, d.id).length
  const voix = votantsDe(s, d.id)
  const quorum = quorumDeSeance(s, sansVoix(s, d.id))
  const ouvert = (await attendAvis(tx, guichetId, d)) && peut(placesDossier(s, d.id), 'decider', { seance: s.etat })
  return {
    ...{ id: d.id, numero: d.numero, titre: d.titre, porteur: d.porteur, declaree: d.declaree, propose },
    place: `${dossiers.findIndex(x => x.id === d.id) + 1} sur ${dossiers.length}`,
    chiffres: d.cout ? `Coût ${formatEuros(d.cout)}, ${formatTaux(propose / d.cout)}.` : undefined,
    priorite: (await prioritesPourLaCommission(tx, guichetId, s.appel, [d.id])).get(d.id) ?? [],
    deports,
    votants: voix.presents.length + voix.pouvoirs.length,
    pouvoirs: {
      comptent: voix.pouvoirs.map(p => `${p.membre.nom}, par ${p.par.nom}`),
      tus: pouvoirsDe(s, new Set()).length - voix.pouvoirs.length,
    },
    quorum,
    rendu,
    lecture: paths.comite.lecture(s.id, d.id),
    saisie: ouvert ? (saisie ?? saisieDe(rendu)) : undefined,
    vue: String(rendu?.revision ?? ''),
  }
}

const saisieDe = (a: AvisRendu | undefined): SaisieAvis => ({
  sens: a?.sens ?? '',
  pour: a ? String(a.pour) : '',
  contre: a ? String(a.contre) : '',
  abstention: a ? String(a.abstention) : '',
  sans_vote: a?.sansVote ? String(a.sansVote) : '',
  raison: a?.raison ?? '',
})
