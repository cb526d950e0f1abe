import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { appelConnu } from '../appels/index.ts'
import { journaliser } from '../journal/index.ts'
import { etendueDe } from './donner-role.ts'
import { commencerFonction, enFonction, lireFonction, memesMots, type SaisieFonction } from './fonctions.ts'
import { donnerPortees } from './portees.ts'
import { refusPortee } from './roles.ts'
import { direSignataire } from './signataires.mots.ts'
import { designables } from './signataires.queries.ts'

export type ANommer = { slug: string; compteId: string; departements: string[]; fonction: SaisieFonction }
export type RefusNomination =
  | { kind: 'introuvable' }
  /** Whoever designates does not designate themselves. */
  | { kind: 'soi' }
  | { kind: 'deja'; dit: string }
  | { kind: 'saisie'; errors: FieldErrors }

/** Makes somebody who works in the guichet a signatory of a call, with what its letters and acts will say of them. Asked twice, it is done once. */
export const nommerSignataire = (ctx: ContexteActeur, d: ANommer): Promise<Result<void, RefusNomination>> =>
  enTransaction(ctx, async tx => {
    const connu = await appelConnu(tx, ctx.guichetId, d.slug)
    if (!connu) return err({ kind: 'introuvable' })
    if (d.compteId === ctx.acteur.compteId) return err({ kind: 'soi' })
    const lu = lireFonction(d.fonction, ctx.instant)
    const errors: FieldErrors = lu.ok ? {} : lu.error
    if (!(await designables(tx, ctx.guichetId)).some(c => c.id === d.compteId)) errors.personne = 'Choisissez une personne'
    if (refusPortee('signataire', { departements: d.departements, volets: [] }, etendueDe(connu)))
      errors.departement_signe = 'Un département coché n’est pas de cet appel'
    if (!lu.ok || Object.keys(errors).length > 0) return err({ kind: 'saisie', errors })
    const deja = await enFonction(tx, ctx.guichetId, d.compteId)
    if (deja && !memesMots(deja, lu.value)) return err({ kind: 'deja', dit: direSignataire(deja) })
    const { departements } = d
    await donnerPortees(tx, ctx.guichetId, {
      compteId: d.compteId,
      role: 'signataire',
      perimetres: [{ appel: connu.appelId, departements, volets: [] }],
    })
    await commencerFonction(tx, ctx, d.compteId, lu.value)
    const { prenom, nom, qualite, service, enPropre, depuis } = lu.value
    const dit = { prenom, nom, qualite, service, en_propre: enPropre, depuis }
    await journaliser(tx, ctx, 'compte.role_donne', d.compteId, { role: 'signataire', appels: [d.slug], departements, volets: [], ...dit })
    return ok(undefined)
  })
