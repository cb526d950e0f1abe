import { enTransaction } from '../../../contexte.ts'
import { type Ctx, champsEnvoyes, faitDe, param } from '../../../http.ts'
import { nettoyer } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { type BrouillonEntier, brouillonDe } from '../brouillons.queries.ts'
import { lireLieu } from '../document/lieux.ts'
import { libelleDe } from '../libelles.table.ts'
import { type Lu, lire } from '../lire-brouillon.ts'
import type { Modifie } from '../modifier.ts'
import type { Section } from '../sections.table.ts'
import type { Champs } from './blancs.ts'
import type { Erreurs } from './cadre.view.tsx'

const FAITS: Record<string, string> = {
  enregistre: 'Enregistré.',
  rien: 'Tout est enregistré.',
  ajoutee: 'La règle est ajoutée.',
  condition: 'La condition est ajoutée à la règle.',
  retiree: 'La condition est retirée.',
}

export type Ouvert = Lu & { brouillon: BrouillonEntier; brut: unknown }
/** The draft, read; the answer to give when there is none, or when its text is not YAML: the section's page then says so. */
export async function ouvrir(c: Ctx<'brouillon'>, section: Section = 'regles'): Promise<Ouvert | Response> {
  const { ctx } = c.var
  const brouillon = await enTransaction(ctx, tx => brouillonDe(tx, ctx.guichetId, param(c, 'brouillon')))
  if (!brouillon) return c.notFound()
  const lu = await lire(c, brouillon.source)
  return lu.brut === undefined ? c.redirect(paths.studio.section(brouillon.id, section), 303) : { ...lu, brut: lu.brut, brouillon }
}

/** A form that came back: what was typed, and why it was not kept. */
export type Retour = { saisis?: Champs; erreurs?: Erreurs; refus?: string; conflits?: Modifie['conflits'] }
export const statutDe = ({ saisis, conflits }: Retour) => (conflits ? 409 : saisis ? 422 : 200)
/** What a page says of what was sent. */
export const retours = (c: Ctx, { saisis, erreurs = {}, refus, conflits = [] }: Retour, brut: unknown) => ({
  erreurs,
  refus,
  fait: saisis ? undefined : faitDe(c, FAITS),
  perdus: conflits.map(x => ({ libelle: libelleDe(lireLieu(x.lieu, brut)), texte: x.saisi })),
})

/** What a form sent, cleaned, field by field: whole, since what is too long is told and never cut. */
export async function saisisDe(c: Ctx): Promise<Champs> {
  const champs = await champsEnvoyes(c)
  return new Map([...champs].map(([nom, valeurs]) => [nom, valeurs.map(nettoyer)]))
}
export const un = (champs: Champs, nom: string) => champs.get(nom)?.[0] ?? ''
