import { type Contexte, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { type DateCivile, dateCivile, parseDate } from '../../lib/dates.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { err, ok, type Result } from '../../lib/result.ts'

/** As typed. `depuis`: the first day in office, today when nothing is said. */
export type SaisieFonction = { prenom: string; nom: string; qualite: string; service: string; depuis: string; enPropre: boolean }
export type Fonction = Omit<SaisieFonction, 'depuis'> & { depuis: DateCivile }

const LONGUEUR = 120
const CHAMPS = [
  ['prenom', 'Indiquez le prénom'],
  ['nom', 'Indiquez le nom'],
  ['qualite', 'Indiquez la qualité, telle qu’elle s’imprime'],
  ['service', 'Indiquez le service'],
] as const

/** What letters and acts will say of somebody, or what is missing of it (CRPA L. 212-1: first name, name, capacity; L. 212-2: the service too). Pure. */
export function lireFonction(s: SaisieFonction, instant: Date): Result<Fonction, FieldErrors> {
  const errors: FieldErrors = {}
  for (const [champ, absent] of CHAMPS)
    if (s[champ] === '') errors[champ] = absent
    else if (s[champ].length > LONGUEUR) errors[champ] = `Raccourcissez à ${LONGUEUR}\u00a0caractères`
    else if (/[\n{}]/.test(s[champ])) errors[champ] = 'Écrivez ceci sur une ligne, sans accolade'
  const depuis = s.depuis === '' ? dateCivile(instant) : parseDate(s.depuis)
  if (!depuis) errors.depuis = `«\u00a0${s.depuis.slice(0, 40)}\u00a0» n’est pas un jour. Écrivez par exemple 17/09/2021`
  else if (depuis > dateCivile(instant)) errors.depuis = 'Ce jour n’est pas venu. Désignez cette personne quand elle est en fonction'
  return !depuis || Object.keys(errors).length > 0 ? err(errors) : ok({ ...s, depuis })
}

/** The office that somebody holds now, locked. */
export const enFonction = (tx: Tx, guichetId: string, compteId: string) =>
  tx
    .selectFrom('signataire')
    .select(['id', 'prenom', 'nom', 'qualite', 'service', 'en_propre as enPropre'])
    .where('guichet_id', '=', guichetId)
    .where('compte_id', '=', compteId)
    .where('fin_le', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()

/** Whether these are the words of the office that somebody holds: what its letters and acts say never changes under it. */
export const memesMots = (a: Omit<Fonction, 'depuis'>, b: Omit<Fonction, 'depuis'>) =>
  CHAMPS.every(([champ]) => a[champ] === b[champ]) && a.enPropre === b.enPropre

/** Begins an office. Asked twice at once, it begins once. */
export async function commencerFonction(
  tx: Tx,
  ctx: Pick<Contexte, 'guichetId' | 'acteur' | 'instant'>,
  compteId: string,
  f: Fonction,
): Promise<void> {
  const { prenom, nom, qualite, service, depuis } = f
  await tx
    .insertInto('signataire')
    .values({
      ...{ id: nouvelId(), guichet_id: ctx.guichetId, compte_id: compteId, prenom, nom, qualite, service, depuis, en_propre: f.enPropre },
      ...{ nomme_par: ctx.acteur?.compteId ?? null, nomme_le: ctx.instant },
    })
    .onConflict(oc => oc.columns(['guichet_id', 'compte_id']).where('fin_le', 'is', null).doNothing())
    .execute()
}

/** Ends the office that somebody holds: from this instant they sign nothing, and no delegation that they gave or received opens anything. */
export const finirFonction = (tx: Tx, ctx: Contexte, compteId: string) =>
  tx
    .updateTable('signataire')
    .set({ fin_le: ctx.instant, fin_par: ctx.acteur?.compteId ?? null })
    .where('guichet_id', '=', ctx.guichetId)
    .where('compte_id', '=', compteId)
    .where('fin_le', 'is', null)
    .execute()
