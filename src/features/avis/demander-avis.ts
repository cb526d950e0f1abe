import { type ContexteActeur, enTransaction, nouvelId } from '../../contexte.ts'
import { dateCivile, debutDuJour } from '../../lib/dates.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { empreinteDuJeton, nouveauJeton } from '../../lib/jetons.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { lireDepose } from '../examen/index.ts'
import { journaliser } from '../journal/index.ts'
import { adressesDuProjet } from '../messages/index.ts'
import { instruitPour, type RefusInstruction } from '../service/index.ts'
import { erreursDemande, type SaisieDemande } from './avis.form.ts'
import { avisDe, recuesEnUnJour } from './avis.queries.ts'
import { etatAvis, PAR_JOUR_MAX } from './avis.rules.ts'
import { ecrireLien } from './lien-avis.ts'
import { partiesDe } from './parties.ts'

export type RefusDemandeAvis = RefusInstruction | { motif: 'saisie'; errors: FieldErrors }

/**
 * Asks somebody from outside for an opinion: they receive a link, alive for some days, to a page that shows the chosen parts and nothing else of
 * the dossier. The base keeps the hash of the link only.
 */
export const demanderAvis = (ctx: ContexteActeur, d: { dossierId: string } & SaisieDemande): Promise<Result<void, RefusDemandeAvis>> =>
  enTransaction(ctx, async tx => {
    const { guichetId, instant, acteur } = ctx
    const lu = await instruitPour(tx, ctx, 'demander_avis', d.dossierId)
    if (!lu.ok) return lu
    const { lecture, dossier } = await lireDepose(tx, guichetId, d.dossierId)
    const errors = erreursDemande(d, new Set(partiesDe(lecture, dossier.pieces).map(p => p.code)))
    const courriel = d.courriel.toLowerCase()
    const memeBoite = (await avisDe(tx, guichetId, d.dossierId)).filter(a => a.courriel === courriel)
    if (memeBoite.some(a => etatAvis(a, instant) === 'attendu'))
      errors.courriel ??= 'Un avis est déjà attendu de cette personne sur ce dossier'
    if ((await adressesDuProjet(tx, guichetId, d.dossierId)).includes(courriel))
      errors.courriel ??= 'Cette personne est membre d’une structure du projet. Demandez à quelqu’un d’autre'
    if ((await recuesEnUnJour(tx, ctx, courriel, { dues: false })) >= PAR_JOUR_MAX)
      errors.courriel ??= `Cette personne a déjà reçu ${PAR_JOUR_MAX}\u00a0demandes en un jour. Réessayez demain`
    if (Object.keys(errors).length > 0) return err({ motif: 'saisie', errors })

    const [id, jeton] = [nouvelId(), nouveauJeton()]
    const jour = Temporal.PlainDate.from(dateCivile(instant)).add({ days: Number(d.jours) })
    const expireLe = debutDuJour(jour.add({ days: 1 }).toString())
    await tx
      .insertInto('avis')
      .values({
        id,
        guichet_id: guichetId,
        dossier_id: d.dossierId,
        expert: d.expert,
        courriel,
        demande: d.demande,
        champs: d.parties.filter(p => !p.startsWith('f:')),
        pieces: d.parties.filter(p => p.startsWith('f:')).map(p => p.slice(2)),
        jeton_sha256: empreinteDuJeton(jeton),
        demande_par: acteur.compteId,
        demande_le: instant,
        expire_le: expireLe,
      })
      .execute()
    const { numero, titre, porteur } = lu.value.ligne
    const service = dossier.version.appel.regime.service.nom
    await ecrireLien(tx, ctx, { courriel, jeton, numero, titre, porteur, service, expireLe })
    await journaliser(tx, ctx, 'instruction.avis_demande', d.dossierId, { avis: id, expert: d.expert, parties: d.parties })
    return ok(undefined)
  })
