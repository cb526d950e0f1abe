import type { Ctx } from '../../http.ts'
import { param } from '../../http.ts'
import { nettoyer } from '../../lib/forms.ts'
import type { Saisie } from '../saisie/index.ts'
import { lireLieu } from './document/lieux.ts'
import type { Demande, Ordre } from './modifier.ts'
import { type Section, sectionDe } from './sections.table.ts'

/** Long enough for a line of a table in a table, with the names that a call gives. */
const LIEU_MAX = 900

export const sectionChoisie = (c: Ctx<'section'>) => param(c, 'section') as Section

/** Where in its section a page is (`?lieu=`): nothing for the whole of it; `undefined` for what is no place. */
export function lieuDemande(c: Ctx): string | undefined {
  const lieu = c.req.query('lieu') ?? ''
  return lieu.length <= LIEU_MAX && /^(\/[^/]+)*$/.test(lieu) ? lieu : undefined
}

/** Boxes of one field, in their order, and what was added from its list: one a line, as such a list is typed. */
export const enUnTexte = (valeurs: readonly string[]) =>
  valeurs.length > 1 ? [...new Set(valeurs.filter(Boolean))].join('\n') : (valeurs[0] ?? '')

/** What was typed in a page of a section, place by place, with what the page had shown of it. A place of another section is none of its own. */
export const saisiesDe = (
  c: Ctx<'section'>,
  { champs, base, choix }: Saisie,
): Required<Pick<Demande, 'saisies' | 'marques' | 'miennes'>> => ({
  saisies: Object.entries(champs).flatMap(([lieu, valeurs]) =>
    lieu.startsWith('/') && sectionDe(lireLieu(lieu, undefined)) === sectionChoisie(c)
      ? [[lieu, nettoyer(enUnTexte(valeurs))] as const]
      : [],
  ),
  marques: base ?? {},
  miennes: Object.entries(choix ?? {}).flatMap(([lieu, v]) => (v === 'mienne' ? [lieu] : [])),
})

/** What the button that was pressed does besides saving. « retirer! »: asked already, and confirmed; « retirer+ »: with what test dossiers answer to it. */
export function ordreDe({ champs }: Saisie): Ordre | undefined {
  const m = /^(ajouter|retirer|monter|descendre)[!+]? (\/\S*)$/.exec(champs.ordre?.[0] ?? '')
  if (!m || m[2]!.length > LIEU_MAX) return undefined
  const [verbe, lieu] = [m[1] as 'ajouter' | 'retirer' | 'monter' | 'descendre', m[2]!]
  if (verbe !== 'ajouter') return { verbe, lieu }
  const cle = nettoyer(champs[`nom:${lieu}`]?.[0] ?? '').slice(0, 160)
  return { verbe, lieu, ...(cle ? { cle } : {}) }
}
