import { confier } from '../../../atelier/index.ts'
import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param } from '../../../http.ts'
import type { Chemin } from '../../formes/index.ts'
import { type BrouillonEntier, brouillonDe } from '../brouillons.queries.ts'
import type { GesteEcrit } from '../document/gestes.ts'
import { lireLieu } from '../document/lieux.ts'
import { nomDuLieu } from '../lieu.donnees.ts'
import { lire } from '../lire-brouillon.ts'
import { adresseDe } from '../place.ts'
import { SECTIONS, sectionDe } from '../sections.table.ts'
import { nommeA, type Sorte } from './codes.ts'
import { sansSesReponses } from './sans-ses-reponses.ts'
import type { Usage } from './usages.view.tsx'

/** What names something of a draft, with their pages; nothing for what has no code of its own. */
export async function usagesAu(
  c: Ctx,
  brouillon: BrouillonEntier,
  brut: unknown,
  ou: Chemin,
): Promise<{ sorte: Sorte; usages: Usage[] } | undefined> {
  const n = nommeA(ou)
  if (!n) return undefined
  const travail = await confier('chercherUsages', { source: brouillon.source, chemin: ou }, { pour: ctxActeur(c).acteur.compteId })
  if (!travail.ok) return undefined
  const usages = travail.value.map((chemin): Usage => {
    const section = sectionDe(chemin)
    return {
      nom: nomDuLieu(brut, chemin),
      section: section ? SECTIONS[section].titre : '',
      href: adresseDe(brouillon.id, { section, chemin }),
    }
  })
  return { sorte: n.sorte, usages }
}

/** What takes the answers to a question out of the test dossiers, as the draft is now. */
export async function reponsesAu(c: Ctx<'brouillon'>, lieu: string): Promise<GesteEcrit[]> {
  const { ctx } = c.var
  const brouillon = await enTransaction(ctx, tx => brouillonDe(tx, ctx.guichetId, param(c, 'brouillon')))
  const brut = brouillon && (await lire(c, brouillon.source)).brut
  return brut === undefined ? [] : sansSesReponses(brut, lireLieu(lieu, brut))
}

/** The place of a thing that others name, if they do. */
export async function citeAilleurs(c: Ctx<'brouillon'>, lieu: string): Promise<Chemin | undefined> {
  const { ctx } = c.var
  const brouillon = await enTransaction(ctx, tx => brouillonDe(tx, ctx.guichetId, param(c, 'brouillon')))
  if (!brouillon) return undefined
  const { brut } = await lire(c, brouillon.source)
  const chemin = lireLieu(lieu, brut)
  return ((await usagesAu(c, brouillon, brut, chemin))?.usages.length ?? 0) > 0 ? chemin : undefined
}
