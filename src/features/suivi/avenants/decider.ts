import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { dateCivile, formatDateCivile } from '../../../lib/dates.ts'
import { type Centimes, formatEuros } from '../../../lib/euros.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { paths } from '../../../paths.ts'
import { type PlaceMinimis, placeMinimis } from '../../antecedents/index.ts'
import { resteDe, verrous } from '../../decisions/index.ts'
import { type ASigner, signaturesPour } from '../../delegations/index.ts'
import { avisPourDecider, sansDelegation } from '../../instances/index.ts'
import { journaliser } from '../../journal/index.ts'
import { listesDeposees } from '../../versions/index.ts'
import { type Acces, type RefusSuivi, suiviPour } from '../acces.ts'
import { acteInitial } from '../acte.rules.ts'
import { faitsDe, sansJour } from '../actes/etablir.ts'
import { avecImpression, inscrireActe, type Outils, type Prepare, prochainNumero } from '../actes/imprimer.ts'
import { rediger } from '../actes/rediger.ts'
import { prevenirProjet } from '../prevenir.ts'
import { type AvenantLu, actesDe, avenantsDe, prevuDe, tenuesDe } from '../projet.queries.ts'
import { auDelaDuMaximum, TEXTE_MAX } from './avenants.rules.ts'
import { ENVELOPPE_INCONNUE, enveloppeInconnue, pourLeSupplement, reimputer } from './supplement.rules.ts'

export type ADecider = {
  dossierId: string
  avenantId: string
  sens: string
  reponse: string
  signataire?: string | undefined
  enveloppe?: string | undefined
}
export type RefusDecision =
  | RefusSuivi
  | { motif: 'decide' }
  | { motif: 'sans_avis' }
  /** The last bilan is filed: what was granted is not changed any more. */
  | { motif: 'acheve' }
  | { motif: 'saisie'; errors: { sens?: string; reponse?: string; enveloppe?: string } }
  /** What is left to add, in all or in the one that was said (`libelle`). */
  | { motif: 'enveloppe'; reste: Centimes; libelle: string | undefined }
  /** More is paid by now than what is asked. */
  | { motif: 'verse'; verse: Centimes }
  | { motif: 'signataire'; phrase: string }
  /** With what its porteur was told since, it would go beyond the ceiling of de minimis aids. */
  | { motif: 'minimis'; place: PlaceMinimis }

type Lu = { acces: Acces; v: AvenantLu }
async function aDecider(tx: Tx, ctx: ContexteActeur, d: ADecider): Promise<Result<Lu, RefusDecision>> {
  const acces = await suiviPour(tx, ctx, 'decider_avenant', d.dossierId)
  if (!acces.ok) return acces
  const v = (await avenantsDe(tx, ctx.guichetId, d.dossierId)).find(x => x.id === d.avenantId)
  if (!v) return err({ motif: 'introuvable' })
  if (v.sens || v.retireLe) return err({ motif: 'decide' })
  if (v.avis === '') return err({ motif: 'sans_avis' })
  const errors = {
    ...(d.sens === 'accorde' || d.sens === 'refuse' ? {} : { sens: 'Accordez ou refusez l’avenant' }),
    ...(d.sens === 'refuse' && d.reponse === '' ? { reponse: 'Dites pourquoi vous refusez\u00a0: le porteur le lit' } : {}),
    ...(d.reponse.length > TEXTE_MAX ? { reponse: 'Ce texte est trop long\u00a0: 4\u00a0000 caractères au plus' } : {}),
  }
  return Object.keys(errors).length > 0 ? err({ motif: 'saisie', errors }) : ok({ acces: acces.value, v })
}

/** Decides of an amendment: refused with why, or granted, which establishes a new act and holds its money. Nothing changes before that act is signed. */
export const deciderAvenant = (ctx: ContexteActeur, outils: Outils, d: ADecider): Promise<Result<unknown, RefusDecision>> =>
  d.sens === 'accorde' ? accorder(ctx, outils, d) : refuser(ctx, d)

const refuser = (ctx: ContexteActeur, d: ADecider): Promise<Result<void, RefusDecision>> =>
  enTransaction(ctx, async tx => {
    const lu = await aDecider(tx, ctx, d)
    if (!lu.ok) return lu
    await noter(tx, ctx, d, {})
    await prevenirProjet(tx, ctx, lu.value.acces, {
      cle: `avenant-decide-${d.avenantId}`,
      sujet: 'l’avenant demandé est refusé',
      phrases: ['L’avenant que vous demandiez est refusé.', `Motif\u00a0: ${d.reponse}`],
    })
    await journaliser(tx, ctx, 'suivi.avenant_decide', d.dossierId, { avenant: d.avenantId, sens: d.sens, reponse: d.reponse })
    return ok(undefined)
  })

const noter = (tx: Tx, ctx: ContexteActeur, d: ADecider, plus: { acte_id?: string; imputations?: string }) =>
  tx
    .updateTable('avenant')
    .set({ sens: d.sens, reponse: d.reponse, decide_par: ctx.acteur.compteId, decide_le: ctx.instant, ...plus })
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', d.avenantId)
    .execute()

type Accord = Prepare & Lu & { aSigner: ASigner; numero: string; rang: number; imputations: { id: string; montant: Centimes }[] }

async function preparer(tx: Tx, ctx: ContexteActeur, outils: Outils, d: ADecider, id: string): Promise<Result<Accord, RefusDecision>> {
  const lu = await aDecider(tx, ctx, d)
  if (!lu.ok) return lu
  const { acces, v } = lu.value
  const { s, appel } = acces
  if (s.acheveLe) return err({ motif: 'acheve' })
  const { montant } = v.demande
  if (montant !== undefined && montant < s.ordonne) return err({ motif: 'verse', verse: s.ordonne })
  const maximum = montant !== undefined && auDelaDuMaximum(montant, { accorde: s.accorde, max: appel.aide.montant_max })
  if (maximum) return err({ motif: 'saisie', errors: { sens: maximum } })
  const augmente = montant !== undefined && montant > s.accorde
  // a body that the new amount goes before takes the dossier up again: its opinion comes first, and why it is not followed is told to the porteur
  const avis = augmente
    ? await avisPourDecider(tx, ctx.guichetId, appel, d.dossierId, { sens: 'retenu', montant, horsAvis: d.reponse })
    : undefined
  if (avis && !avis.ok)
    return err({ motif: 'saisie', errors: avis.error.motif === 'avis' ? { sens: avis.error.phrase } : { reponse: avis.error.phrase } })
  const place = augmente ? await placeMinimis(tx, ctx, d.dossierId) : undefined
  if (place && montant! > place.reste) return err({ motif: 'minimis', place })
  const sources = montant === undefined ? [] : await verrous.enveloppes(tx, ctx.guichetId, d.dossierId)
  const tenues = montant === undefined ? [] : await tenuesDe(tx, ctx.guichetId, s.decisionId)
  const imputations = montant === undefined ? [] : reimputer(sources, tenues, montant, d.enveloppe)
  if (!imputations && enveloppeInconnue(sources, d.enveloppe)) return err({ motif: 'saisie', errors: { enveloppe: ENVELOPPE_INCONNUE } })
  if (!imputations) return err({ motif: 'enveloppe', ...manque(pourLeSupplement(sources, tenues), d.enveloppe) })
  const total = montant ?? s.accorde
  const [seule] = await sansDelegation(tx, ctx.guichetId, [{ dossierId: d.dossierId, sens: 'retenu', montant: total }])
  const aSigner = { dossierId: d.dossierId, montant: total, ajout: Math.max(0, total - s.accorde), sansDelegation: seule }
  const signees = await signaturesPour(tx, ctx, { appelId: s.appelId, nature: 'acte', signataireId: d.signataire, actes: [aSigner] })
  if (!signees.ok) return err({ motif: 'signataire', phrase: signees.error.phrase })
  const signee = signees.value?.[0]
  const actes = await actesDe(tx, ctx.guichetId, d.dossierId)
  const initial = acteInitial(actes)
  if (!initial) throw new Error(`dossier ${d.dossierId}: an amendment without an act`)
  const mots = { code: appel.code_dossier, annee: dateCivile(ctx.instant).slice(0, 4) }
  const numero = await prochainNumero(tx, ctx.guichetId, appel.actes.numero, mots)
  const { rang } = await tx
    .selectFrom('acte')
    .select(eb => eb.fn.max('rang').as('rang'))
    .where('guichet_id', '=', ctx.guichetId)
    .where('dossier_id', '=', d.dossierId)
    .executeTakeFirstOrThrow()
  const avenant = {
    ...v.demande,
    initial: initial.numero,
    convention: initial.nature === 'convention',
    motif: v.motif,
    avant: s.accorde,
  }
  const prevu = await prevuDe(tx, ctx.guichetId, d.dossierId)
  const ecrit = rediger(
    {
      ...s,
      ...prevu,
      listes: await listesDeposees(tx, ctx.guichetId, d.dossierId, appel),
      accorde: montant ?? s.accorde,
      nature: 'avenant',
      dureeMois: initial.dureeMois,
      numeroActe: numero,
      signature: sansJour(signee),
      avenant,
    },
    appel,
    outils.config,
    `${outils.urlPublique}${paths.actes.voir(d.dossierId, id)}`,
  )
  return ok({ acces, v, numero, rang: Number(rang) + 1, imputations, ecrit, dureeMois: initial.dureeMois, signee, aSigner })
}

const manque = (sources: readonly { id: string; libelle: string; reserve: boolean; reste: Centimes }[], choix: string | undefined) => ({
  reste: resteDe(sources, choix),
  libelle: sources.find(x => x.id === choix)?.libelle,
})

function accorder(ctx: ContexteActeur, outils: Outils, d: ADecider) {
  const id = nouvelId()
  return avecImpression(
    ctx,
    outils,
    tx => preparer(tx, ctx, outils, d, id),
    async (tx, p, fichier) => {
      const { s } = p.acces
      await inscrireActe(tx, ctx, { ...p, ...fichier, id, dossierId: s.dossierId, decisionId: s.decisionId, nature: 'avenant' })
      await noter(tx, ctx, d, { acte_id: id, imputations: JSON.stringify(p.imputations) })
      await prevenirProjet(tx, ctx, p.acces, {
        cle: `avenant-decide-${d.avenantId}`,
        sujet: 'l’avenant demandé est accordé',
        phrases: [
          'L’avenant que vous demandiez est accordé. Il prend effet à la signature de son acte\u00a0; d’ici là, rien ne change.',
          ...effets(p.v),
          `Lisez l’acte n°\u00a0${p.numero} dans votre espace.`,
        ],
      })
      await journaliser(tx, ctx, 'suivi.avenant_decide', s.dossierId, {
        ...{ avenant: d.avenantId, sens: d.sens, reponse: d.reponse, acte: id, numero: p.numero },
        ...p.v.demande,
        ...faitsDe(p.signee),
      })
      return id
    },
  )
}

const effets = ({ demande: { fin, montant, objet, partenaire } }: AvenantLu) => [
  ...(fin ? [`Le projet s’achèvera au plus tard le ${formatDateCivile(fin)}.`] : []),
  ...(montant === undefined ? [] : [`L’aide sera de ${formatEuros(montant)}.`]),
  ...(objet ? ['L’objet du projet sera modifié.'] : []),
  ...(partenaire ? ['Les structures du projet changeront.'] : []),
]
