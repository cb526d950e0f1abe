import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { paths } from '../../paths.ts'
import { appelPublie } from '../appels/index.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import { peut } from '../decret/index.ts'
import { journaliser } from '../journal/index.ts'
import { CONFLIT, decisionsLues, officesDe } from './lire.ts'
import { presenteesPour, verrouiller } from './presentations.queries.ts'

export const NOTE_MAX = 4000
export const RENDUE_POUR = { corriger: 'Rendre au service, à corriger', ne_pas_suivre: 'Ne pas suivre la proposition' } as const
export type RenduePour = keyof typeof RENDUE_POUR
export type SaisieRefus = { pour: string; note: string }
export type RefusRendre = { motif: 'introuvable' } | { motif: 'conflit'; phrase: string } | { motif: 'saisie'; errors: FieldErrors }

const pourDe = (v: string): RenduePour | undefined => (Object.hasOwn(RENDUE_POUR, v) ? (v as RenduePour) : undefined)

/** Gives a decision back to the service with a note, which the project never reads: to correct its document, or to decide again. */
export const rendre = (
  ctx: ContexteActeur,
  { presentationId, saisie }: { presentationId: string; saisie: SaisieRefus },
): Promise<Result<{ numero: string }, RefusRendre>> =>
  enTransaction(ctx, async tx => {
    await verrouiller(tx, ctx.guichetId, [presentationId])
    const offices = await officesDe(tx, ctx)
    const demande = { appels: [...offices.keys()], compteId: ctx.acteur.compteId, ids: [presentationId] }
    const [p] = await presenteesPour(tx, ctx.guichetId, demande)
    if (!p || !peut('signataire', 'rendre', { signature: 'presentee' })) return err({ motif: 'introuvable' })
    if ((await decisionsLues(tx, ctx, [p.appelId])).get(p.decisionId)?.enConflit) return err({ motif: 'conflit', phrase: CONFLIT })
    const pour = pourDe(saisie.pour)
    const errors: FieldErrors = {
      ...(pour ? {} : { pour: 'Choisissez ce que vous en faites' }),
      ...(saisie.note === '' ? { note: 'Écrivez au service pourquoi' } : {}),
      ...(saisie.note.length > NOTE_MAX ? { note: `Raccourcissez ce texte à ${NOTE_MAX}\u00a0caractères` } : {}),
    }
    if (!pour || Object.keys(errors).length > 0) return err({ motif: 'saisie', errors })
    await tx
      .updateTable('presentation')
      .set({ rendue_le: ctx.instant, rendue_par: ctx.acteur.compteId, rendue_pour: pour, note: saisie.note })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', p.id)
      .execute()
    // the note itself stays with what was presented: the history of a dossier says only that it came back
    await journaliser(tx, ctx, 'signature.rendue', p.dossierId, { presentation: p.id, pour })
    const publie = await appelPublie(tx, ctx.guichetId, p.slug)
    if (publie) {
      const { service } = publie.appel.regime
      await ecrireCourriel(tx, ctx, {
        cle: `signature-rendue-${p.id}`,
        destinataire: service.courriel,
        sujet: `Dossier ${p.numero}\u00a0: la signature est refusée`,
        phrases: [
          `${p.porteur}, dossier ${p.numero}\u00a0: la décision présentée à la signature vous est rendue, ${pour === 'corriger' ? 'à corriger' : 'et n’est pas suivie'}. La note est sur la page des actes et paiements.`,
        ],
        signe: service.nom,
        lien: paths.administration.bureau(p.slug),
        dossierId: p.dossierId,
      })
    }
    return ok({ numero: p.numero })
  })
