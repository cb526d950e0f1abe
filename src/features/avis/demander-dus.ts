import { type ContexteActeur, enTransaction, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { dateCivile, debutDuJour } from '../../lib/dates.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { empreinteDuJeton, nouveauJeton } from '../../lib/jetons.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { lireDepose } from '../examen/index.ts'
import { journaliser } from '../journal/index.ts'
import { compter } from '../limites/index.ts'
import { adressesDuProjet } from '../messages/index.ts'
import { type Instruit, instruitPour, type RefusInstruction } from '../service/index.ts'
import { erreursDemandeDue } from './avis.form.ts'
import { questionDe } from './avis.mots.ts'
import { recuesEnUnJour } from './avis.queries.ts'
import { DUS_PAR_JOUR_MAX, JOURS_TARDIFS, positionDe } from './avis.rules.ts'
import { ecrireLien } from './lien-avis.ts'
import { type AvisLu, lireAvis } from './lire-avis.ts'
import { partiesDues } from './parties.ts'

export type RefusAvisDu =
  | RefusInstruction
  /** The call asks for no such opinion on this dossier, or nobody is asked for it. */
  | { motif: 'sans_objet' }
  | { motif: 'deja' }
  | { motif: 'saisie'; errors: FieldErrors }
  | RefusEnvoi
type RefusEnvoi = { motif: 'trop_boite'; courriel: string } | { motif: 'trop_guichet' } | { motif: 'membre'; courriel: string }

/** Requests that leave from one guichet in a day, reminders too: a call of a thousand dossiers asks for all of its opinions at once. */
export const DU_GUICHET = (guichetId: string) => ({ cle: `avis-demandes:${guichetId}`, max: 3000, secondes: 86_400 })

/** What its page and its acts read of a dossier. */
async function lireAvant(tx: Tx, ctx: ContexteActeur, { ligne }: Instruit) {
  const { lecture, dossier } = await lireDepose(tx, ctx.guichetId, ligne.dossier_id)
  const { dus } = await lireAvis(tx, ctx.guichetId, { lecture, dossier, departement: ligne.departement_pilote })
  return { lecture, dossier, dus, aDemander: dus.filter(a => positionDe(a, ctx.instant) === 'a_demander') }
}
type Avant = Awaited<ReturnType<typeof lireAvant>>

/** Asks one of the bodies that the call names, at its address or at another that is given: its delay runs from now. Asked twice, it is asked once. */
export const demanderAvisDu = (
  ctx: ContexteActeur,
  d: { dossierId: string; code: string; courriel: string; demande: string },
): Promise<Result<void, RefusAvisDu>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'demander_avis', d.dossierId)
    if (!lu.ok) return lu
    const avant = await lireAvant(tx, ctx, lu.value)
    const a = avant.dus.find(x => x.code === d.code && x.quand !== 'depot')
    if (!a) return err({ motif: 'sans_objet' })
    if (!avant.aDemander.includes(a)) return err({ motif: 'deja' })
    const saisie = { courriel: d.courriel || (a.adresse ?? ''), demande: d.demande || questionDe(a) }
    const errors = erreursDemandeDue(saisie, d.code)
    if (Object.keys(errors).length > 0) return err({ motif: 'saisie', errors })
    const refus = await envoyer(tx, ctx, lu.value, { avant, a, ...saisie })
    return refus ? err(refus) : ok(undefined)
  })

/** What was asked, and those that have no address: they are asked one by one. */
export type Demandes = { demandes: string[]; sansAdresse: string[] }
/** Asks all the bodies that the call wants on this dossier and that nobody has asked yet. */
export const demanderAvisDus = (ctx: ContexteActeur, dossierId: string): Promise<Result<Demandes, RefusAvisDu>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'demander_avis', dossierId)
    if (!lu.ok) return lu
    const avant = await lireAvant(tx, ctx, lu.value)
    if (!avant.dus.some(a => a.quand !== 'depot')) return err({ motif: 'sans_objet' })
    if (avant.aDemander.length === 0) return err({ motif: 'deja' })
    const joignables = avant.aDemander.filter(a => a.adresse !== undefined)
    for (const a of joignables) {
      const refus = await envoyer(tx, ctx, lu.value, { avant, a, courriel: a.adresse!, demande: questionDe(a) })
      if (refus) return err(refus)
    }
    const noms = (liste: readonly AvisLu[]) => liste.map(a => a.libelle)
    return ok({ demandes: noms(joignables), sansAdresse: noms(avant.aDemander.filter(a => a.adresse === undefined)) })
  })

type Envoi = { avant: Avant; a: AvisLu; courriel: string; demande: string }
async function envoyer(tx: Tx, ctx: ContexteActeur, { ligne }: Instruit, e: Envoi): Promise<RefusEnvoi | undefined> {
  const { guichetId, instant, acteur } = ctx
  const { lecture, dossier } = e.avant
  const courriel = e.courriel.toLowerCase()
  if ((await adressesDuProjet(tx, guichetId, dossier.id)).includes(courriel)) return { motif: 'membre', courriel }
  if ((await recuesEnUnJour(tx, ctx, courriel, { dues: true })) >= DUS_PAR_JOUR_MAX) return { motif: 'trop_boite', courriel }
  if (await compter(tx, [DU_GUICHET(guichetId)])) return { motif: 'trop_guichet' }
  const { prevu } = e.a
  const [id, jeton] = [nouvelId(), nouveauJeton()]
  const dernier = Temporal.PlainDate.from(dateCivile(instant)).add({ days: prevu.delai_jours! })
  const avant = debutDuJour(dernier.add({ days: 1 }).toString())
  const expireLe = debutDuJour(dernier.add({ days: JOURS_TARDIFS + 1 }).toString())
  const silence = prevu.silence!
  await tx
    .insertInto('avis')
    .values({
      id,
      guichet_id: guichetId,
      dossier_id: dossier.id,
      expert: prevu.libelle,
      courriel,
      demande: e.demande,
      ...partiesDues(prevu, lecture, dossier.pieces),
      jeton_sha256: empreinteDuJeton(jeton),
      demande_par: acteur.compteId,
      demande_le: instant,
      expire_le: expireLe,
      code: prevu.code,
      force: prevu.force,
      silence,
      fondement: prevu.fondement ?? null,
      avant,
    })
    .execute()
  const { numero, titre, porteur } = ligne
  const service = lecture.appel.regime.service.nom
  await ecrireLien(tx, ctx, { courriel, jeton, numero, titre, porteur, service, expireLe, du: { avant, silence } })
  await journaliser(tx, ctx, 'instruction.avis_demande', dossier.id, {
    avis: id,
    expert: prevu.libelle,
    code: prevu.code,
    avant: avant.toISOString(),
  })
  return undefined
}
